using System;
using ProbeClassifier.Dialects.AccessLog;
using ProbeClassifier.Dialects.Ipchains;
using ProbeClassifier.Dialects.Netfilter;
using ProbeClassifier.Dialects.Repeat;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Dialects;

/// <summary>
/// The meaning of one line: envelope, then the dialects that its sender may speak. Kernels may be faster than this; they may
/// not differ from it.
/// </summary>
internal static class LineParser
{
    /// <summary>Reads a frame without its line end. On an event or a quoted repeat the fields are filled in.</summary>
    public static LineResult Parse(ReadOnlySpan<byte> frame, StampClock clock, ref EventFields fields)
    {
        SyslogParser.Parse(frame, out EnvelopeFields envelope);
        return Parse(frame, envelope, clock, ref fields);
    }

    /// <summary>The same for a frame whose envelope is known.</summary>
    public static LineResult Parse(ReadOnlySpan<byte> frame, in EnvelopeFields envelope, StampClock clock, ref EventFields fields)
    {
        if (RepeatLine.TryReadLast(frame, envelope, out uint times))
            return new LineResult(LineKind.RepeatOfPrevious, Times: times);

        fields.Present = PresentFields.None;
        fields.Count = 1;
        if (RepeatLine.TryReadQuoted(frame, envelope, out times, out ByteRange inner))
            return ParseQuoted(frame, envelope, times, inner, clock, ref fields);

        DialectOutcome outcome = ParseMessage(frame, envelope, envelope.MessageStart, ref fields);
        switch (outcome.Verdict)
        {
            case DialectVerdict.Event:
                SetTime(envelope, clock, ref fields);
                return new LineResult(LineKind.Event);
            case DialectVerdict.Unparsed:
                return new LineResult(LineKind.Unparsed, outcome.Reason, outcome.Offset);
            default:
                return LineResult.Other;
        }
    }

    private static LineResult ParseQuoted(
        ReadOnlySpan<byte> frame,
        in EnvelopeFields envelope,
        uint times,
        ByteRange inner,
        StampClock clock,
        ref EventFields fields)
    {
        ReadOnlySpan<byte> upToBracket = frame[..(inner.Start + inner.Length)];
        int start = SyslogParser.SkipKernelStamp(upToBracket, inner.Start);
        if (times == 0 || ParseMessage(upToBracket, envelope, start, ref fields).Verdict != DialectVerdict.Event)
            return LineResult.Other;
        SetTime(envelope, clock, ref fields);
        fields.Count = times;
        fields.Present |= PresentFields.Repeat;
        return new LineResult(LineKind.RepeatOfQuoted, Times: times);
    }

    /// <summary>
    /// An access log's request is hostile text that may look like a packet, so that dialect is asked before the packet
    /// filter's wherever a web server may be speaking: anywhere but in the kernel's name.
    /// </summary>
    private static DialectOutcome ParseMessage(ReadOnlySpan<byte> frame, in EnvelopeFields envelope, int start, ref EventFields fields)
    {
        if (!KernelTrust.IsKernelName(envelope.AppName.Of(frame)))
        {
            DialectOutcome web = AccessLogDialect.Parse(frame, start, ref fields);
            if (web.Verdict != DialectVerdict.NotMine)
                return web;
        }

        if (!KernelTrust.IsTrusted(frame, envelope))
            return DialectOutcome.NotMine;
        DialectOutcome outcome = IpchainsDialect.Parse(frame, start, ref fields);
        return outcome.Verdict != DialectVerdict.NotMine ? outcome : NetfilterDialect.Parse(frame, start, ref fields);
    }

    private static void SetTime(in EnvelopeFields envelope, StampClock clock, ref EventFields fields)
    {
        // An access log carries its own stamp, with year and zone: better than the relay's.
        if ((fields.Present & PresentFields.Time) != 0 || !envelope.Stamp.IsPresent)
            return;
        if (!clock.TryResolve(envelope.Stamp, out fields.UnixSeconds))
            return;
        fields.Nanoseconds = envelope.Stamp.Nanoseconds;
        fields.Present |= PresentFields.Time;
    }
}
