using System;
using System.Collections.Generic;
using System.Globalization;
using ProbeClassifier.Benchmarks.Corpora;

namespace ProbeClassifier.Benchmarks.Contenders;

/// <summary>How a script counts: a dictionary from the words of the log to a number.</summary>
internal sealed class NaiveTags
{
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private long _events;

    public NaiveTags()
    {
        foreach (uint port in ReportPorts.Tcp)
            _counts.Add("tcp/" + port.ToString(CultureInfo.InvariantCulture), 0);
        foreach (uint port in ReportPorts.Udp)
            _counts.Add("udp/" + port.ToString(CultureInfo.InvariantCulture), 0);
        _counts.Add("icmp/" + ReportPorts.IcmpEcho.ToString(CultureInfo.InvariantCulture), 0);
    }

    /// <summary>Counts one packet.</summary>
    /// <param name="protocol">The log's word: <c>TCP</c>.</param>
    /// <param name="number">The destination port or ICMP type; null when the protocol has none.</param>
    public void Add(string protocol, string? number)
    {
        _events++;
        string tag = protocol switch
        {
            "TCP" => "tcp/" + number,
            "UDP" => "udp/" + number,
            "ICMP" => "icmp/" + number,
            _ => string.Empty,
        };
        if (_counts.TryGetValue(tag, out long count))
            _counts[tag] = count + 1;
    }

    public Tally ToTally(long lines) => new(lines, _events, _counts);
}
