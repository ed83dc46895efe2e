using System;
using System.Globalization;
using ProbeClassifier.Dialects;
using ProbeClassifier.Events;
using ProbeClassifier.Parsing;
using ProbeClassifier.Syslog;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Reports;

/// <summary>Explains single lines, each by itself. Not thread-safe.</summary>
public sealed class LineExplainer
{
    private readonly RuleSet _rules;
    private readonly StampClock _clock;
    private readonly int _maxFrameBytes;
    private EventFields _fields;

    /// <summary>Makes one.</summary>
    /// <param name="rules">The rules that tag.</param>
    /// <param name="options">How lines are read.</param>
    public LineExplainer(RuleSet rules, ProbeParserOptions options)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(options);
        _rules = rules;
        _clock = ProbeParser.CreateContext(options).Clock;
        _maxFrameBytes = options.MaxFrameBytes;
    }

    /// <summary>Explains a line.</summary>
    /// <param name="line">Its bytes, with or without its line end; beyond the frame limit they are not looked at.</param>
    public LineExplanation Explain(ReadOnlySpan<byte> line)
    {
        if (line.EndsWith("\n"u8))
            line = line[..^1];
        if (line.Length > _maxFrameBytes)
            line = line[.._maxFrameBytes];
        else if (line.EndsWith("\r"u8))
            line = line[..^1];
        SyslogParser.Parse(line, out EnvelopeFields envelope);
        LineResult result = LineParser.Parse(line, envelope, _clock, ref _fields);
        var known = new LineExplanation
        {
            Host = envelope.Host.Of(line).ToArray(),
            AppName = envelope.AppName.Of(line).ToArray(),
            Time = TimeOf(envelope),
        };
        switch (result.Kind)
        {
            case LineKind.Event or LineKind.RepeatOfQuoted:
                return Tagged(known, new ProbeEvent(line, in _fields), result.Kind == LineKind.RepeatOfQuoted ? result.Times : 0);
            case LineKind.Unparsed:
                return known with { Reason = result.Reason.ToName(), Offset = result.Offset };
            case LineKind.RepeatOfPrevious:
                return known with { Reason = "repeat", Offset = envelope.MessageStart, Times = result.Times };
            default:
                return known with { Reason = IsUntrusted(line, envelope) ? "untrusted" : "unknown", Offset = envelope.MessageStart };
        }
    }

    private LineExplanation Tagged(LineExplanation known, in ProbeEvent probe, uint times)
    {
        TagSet set = _rules.GetTagSet(_rules.Classify(probe));
        ProbeRule? rule = set.Tags.Count > 0 ? _rules.FindRules(probe)[0] : null;
        return known with
        {
            Event = ProbeEventRecord.From(probe),
            Time = probe.Time,
            Tags = set.Tags,
            Rule = rule is null ? null : string.Create(CultureInfo.InvariantCulture, $"{rule.Origin}#{rule.Number}"),
            Conditions = rule?.Conditions,
            Times = times,
        };
    }

    private DateTimeOffset? TimeOf(in EnvelopeFields envelope) =>
        envelope.Stamp.IsPresent && _clock.TryResolve(envelope.Stamp, out long seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(envelope.Stamp.Nanoseconds / 100)
            : null;

    /// <summary>Whether the message would be a packet filter's if its sender were one.</summary>
    private static bool IsUntrusted(ReadOnlySpan<byte> line, in EnvelopeFields envelope)
    {
        if (KernelTrust.IsTrusted(line, envelope, envelope.MessageStart))
            return false;
        EventFields scratch = default;
        return Dialects.Netfilter.NetfilterDialect.Parse(line, envelope.MessageStart, ref scratch).Verdict == DialectVerdict.Event
            || Dialects.Ipchains.IpchainsDialect.Parse(line, envelope.MessageStart, ref scratch).Verdict == DialectVerdict.Event;
    }
}
