using System;
using System.IO;
using System.Text;

namespace ProbeClassifier.Benchmarks.Contenders;

/// <summary>What one writes first: <c>ReadLine</c>, <c>Split</c>, compare. Right on the generated netfilter lines, on little else.</summary>
internal static class SplitContender
{
    public static Tally Run(byte[] log)
    {
        NaiveTags tags = new();
        long lines = 0;
        using StreamReader reader = new(new MemoryStream(log), Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            lines++;
            if (!line.Contains(" kernel: ", StringComparison.Ordinal))
                continue;
            string? source = null;
            string? protocol = null;
            string? number = null;
            foreach (string word in line.Split(' '))
            {
                // The first of each: an ICMP error quotes another packet behind.
                if (word.StartsWith("SRC=", StringComparison.Ordinal))
                    source ??= word[4..];
                else if (word.StartsWith("PROTO=", StringComparison.Ordinal))
                    protocol ??= word[6..];
                else if (word.StartsWith("DPT=", StringComparison.Ordinal))
                    number ??= word[4..];
                else if (word.StartsWith("TYPE=", StringComparison.Ordinal))
                    number ??= word[5..];
            }

            if (source is not null && protocol is not null)
                tags.Add(protocol, number);
        }

        return tags.ToTally(lines);
    }
}
