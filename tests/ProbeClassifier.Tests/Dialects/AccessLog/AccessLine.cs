using System;
using System.Globalization;
using System.Text;
using ProbeClassifier.Dialects;
using ProbeClassifier.Dialects.AccessLog;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tests.Dialects.AccessLog;

/// <summary>A line read from fields full of another line's rubbish, as the parser reuses them.</summary>
internal sealed record AccessLine(DialectOutcome Outcome, EventFields Fields, string Target)
{
    public static AccessLine Read(string line, int start = 0) => Read(Encoding.Latin1.GetBytes(line), start);

    public static AccessLine Read(ReadOnlySpan<byte> frame, int start = 0)
    {
        EventFields fields = Rubbish();
        DialectOutcome outcome = AccessLogDialect.Parse(frame, start, ref fields);
        return new(outcome, fields, outcome == DialectOutcome.Event ? Encoding.Latin1.GetString(fields.RequestTarget.Of(frame)) : "");
    }

    public bool IsEvent => Outcome.Verdict == DialectVerdict.Event;

    public string? Source => Has(PresentFields.Source) ? Fields.Source.ToString() : null;

    public bool Has(PresentFields field) => (Fields.Present & field) != 0;

    /// <summary>One line of text that holds all there is to know: what the corpus expectations are written in.</summary>
    public override string ToString() => Outcome.Verdict switch
    {
        DialectVerdict.NotMine => "other",
        DialectVerdict.Unparsed => string.Create(CultureInfo.InvariantCulture, $"unparsed {Outcome.Reason} at {Outcome.Offset}"),
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"event {DateTimeOffset.FromUnixTimeSeconds(Fields.UnixSeconds):yyyy-MM-dd'T'HH:mm:ss'Z'} {Source ?? "-"} {Fields.Action} {Fields.HttpStatus} {(Target.Length == 0 ? "-" : Target)}"),
    };

    private static EventFields Rubbish() => new()
    {
        Present = (PresentFields)0xFFFF,
        Dialect = ProbeDialect.Ipchains,
        Action = (ProbeAction)77,
        Direction = TrafficDirection.Forwarded,
        Transport = Transport.Gre,
        SourcePort = 9,
        DestinationPort = 12345,
        Count = 99,
        UnixSeconds = 42,
        Nanoseconds = 999,
        Source = ProbeAddress.FromIPv4(0x01020304),
        RequestTarget = new(3, 1),
        HttpStatus = 999,
    };
}
