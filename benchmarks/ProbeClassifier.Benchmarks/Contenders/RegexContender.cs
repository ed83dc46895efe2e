using System.IO;
using System.Text;
using System.Text.RegularExpressions;

namespace ProbeClassifier.Benchmarks.Contenders;

/// <summary>What one writes second: <c>ReadLine</c> and a source-generated regular expression.</summary>
internal static partial class RegexContender
{
    public static Tally Run(byte[] log)
    {
        NaiveTags tags = new();
        long lines = 0;
        using StreamReader reader = new(new MemoryStream(log), Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            lines++;
            Match match = Packet().Match(line);
            if (!match.Success)
                continue;
            Group port = match.Groups["dpt"];
            Group type = match.Groups["type"];
            tags.Add(match.Groups["proto"].Value, port.Success ? port.Value : type.Success ? type.Value : null);
        }

        return tags.ToTally(lines);
    }

    [GeneratedRegex(
        @" kernel: .*?SRC=(?<src>\S+) DST=(?<dst>\S+) .*?PROTO=(?<proto>\S+)(?: SPT=(?<spt>\d+) DPT=(?<dpt>\d+)| TYPE=(?<type>\d+))?",
        RegexOptions.CultureInvariant)]
    private static partial Regex Packet();
}
