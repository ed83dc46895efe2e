using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using ProbeClassifier.Distributed;
using ProbeClassifier.Parsing;
using ProbeClassifier.Reading;
using ProbeClassifier.Reports;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Distributed;

/// <summary>Partitions in memory: records from position 1 on, of one line or several, with and without an LF at their end.</summary>
internal sealed class FakeEngine
{
    /// <summary>Frames so short that many lines are cut; limits so low that the rollup is a sample.</summary>
    public static readonly PartitionOptions Options = new()
    {
        Parser = new ProbeParserOptions { Year = 2026, MaxFrameBytes = 480 },
        Rollup = new ProbeRollupOptions { MaxSources = 40, IncidentGap = TimeSpan.FromMinutes(1) },
    };

    private const string Alert = "[**] [1:469:1] ICMP PING NMAP [**]\n[Classification: Attempted Information Leak] [Priority: 2]\n11/24-04:10:02.311204 203.0.113.66 -> 192.0.2.30\nICMP TTL:41 TOS:0x0 ID:1 IpLen:20 DgmLen:28\nType:8  Code:0  ID:1   Seq:0  ECHO\n\n";

    private readonly Dictionary<string, byte[]> _texts = [];

    public FakeEngine(int seed, int partitions, int lines)
    {
        var random = new Random(seed);
        for (int p = 0; p < partitions; p++)
        {
            string name = p.ToString(CultureInfo.InvariantCulture);
            var source = new LogLines(random.Next());
            string text = Encoding.Latin1.GetString(source.Block(lines, hostile: true));
            string[] all = (text + "Nov 24 05:00:00 gw last message repeated 3 times\n" + Alert + text + Alert).Split('\n')[..^1];
            _texts[name] = Encoding.Latin1.GetBytes(string.Concat(all.Select(l => l + "\n")));
            List<byte[]> records = [];
            for (int at = 0; at < all.Length;)
            {
                string[] some = [.. all.Skip(at).Take(random.Next(1, 6))];
                at += some.Length;
                string record = string.Join('\n', some);
                records.Add(Encoding.Latin1.GetBytes(record.Length == 0 || record[^1] == '\n' || random.Next(2) == 0 ? record + "\n" : record));
            }

            Partitions[name] = records;
            First[name] = 1;
        }
    }

    public Dictionary<string, List<byte[]>> Partitions { get; } = [];

    /// <summary>The position of the first record that is still there.</summary>
    public Dictionary<string, long> First { get; } = [];

    public long End(string partition) => Partitions[partition].Count + 1;

    /// <summary>What one local run says of the same lines in files, a file for each partition.</summary>
    public string LocalReport()
    {
        using var folder = new TemporaryFolder();
        string[] files = [.. _texts.Select(t => folder.Write(t.Key, t.Value))];
        return Text(ProbeReport.From(ProbeReader.Read(files, new ProbeReaderOptions { Parser = Options.Parser, Rollup = Options.Rollup, Threads = 2 })));
    }

    public static string Text(ProbeReport report)
    {
        var output = new System.IO.StringWriter();
        report.Write(output, ReportFormat.Json);
        report.Write(output, ReportFormat.Text);
        return output.ToString();
    }
}
