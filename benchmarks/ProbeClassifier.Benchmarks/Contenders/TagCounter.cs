using System;
using System.Collections.Generic;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Benchmarks.Contenders;

/// <summary>The light handler of the bar: each event is classified and counted by its tag set, nothing else is kept.</summary>
internal struct TagCounter : IProbeHandler
{
    private readonly RuleSet _rules;
    private readonly long[] _events;
    private long _otherLines;
    private long _unparsedLines;
    private long _repeats;

    public TagCounter(RuleSet rules)
    {
        _rules = rules;
        _events = new long[ushort.MaxValue + 1];
    }

    public void OnEvent(in ProbeEvent probe)
    {
        _events[_rules.Classify(probe)] += probe.Count;
        if (probe.IsRepeat)
            _repeats += probe.Count;
    }

    public void OnOther(ReadOnlySpan<byte> frames, int count) => _otherLines += count;

    public void OnUnparsed(ReadOnlySpan<byte> frame, UnparsedReason reason, int offset) => _unparsedLines++;

    public readonly void OnOversize(int keptBytes)
    {
    }

    public readonly void OnUnresolvedRepeat(uint times)
    {
    }

    public readonly Tally ToTally()
    {
        Dictionary<string, long> tags = new(StringComparer.Ordinal);
        long events = 0;
        for (int set = 0; set < _events.Length; set++)
        {
            if (_events[set] == 0)
                continue;
            events += _events[set];
            foreach (ProbeTag tag in _rules.GetTagSet((ushort)set).Tags)
                tags[tag.Id] = tags.GetValueOrDefault(tag.Id) + _events[set];
        }

        return new Tally(events - _repeats + _otherLines + _unparsedLines, events, tags);
    }
}
