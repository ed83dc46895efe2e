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
    public static LineResult Parse(ReadOnlySpan<byte> frame, EnvelopeFields envelope, StampClock clock, ref EventFields fields)
    {
        if (RepeatLine.TryReadLast(frame, envelope, out uint times))
            return new LineResult(LineKind.RepeatOfPrevious, Times: times);

        fields.Present = PresentFields.None;
        fields.Count = 1;
        if (RepeatLine.TryReadQuoted(frame, envelope, out times, out ByteRange inner))
            return ParseQuoted(frame, envelope, times, inner, clock, ref fields);

        return Timed(ParseMessage(frame, ref envelope, envelope.MessageStart, ref fields), envelope, clock, ref fields);
    }

    private static LineResult Timed(DialectOutcome outcome, in EnvelopeFields envelope, StampClock clock, ref EventFields fields)
    {
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

    /// <summary>Reads the several lines of a full alert (<see cref="Ids.FullAlert"/>), which have no envelope.</summary>
    public static LineResult ParseFullAlert(ReadOnlySpan<byte> alert, StampClock clock, ref EventFields fields)
    {
        EnvelopeFields envelope = default;
        fields.Count = 1;
        return Timed(ParseEvidence(ProbeDialect.Snort, alert, ref envelope, 0, ref fields), envelope, clock, ref fields);
    }

    private static LineResult ParseQuoted(
        ReadOnlySpan<byte> frame,
        EnvelopeFields envelope,
        uint times,
        ByteRange inner,
        StampClock clock,
        ref EventFields fields)
    {
        ReadOnlySpan<byte> upToBracket = frame[..(inner.Start + inner.Length)];
        int start = SyslogParser.SkipKernelStamp(upToBracket, inner.Start);
        if (times == 0 || ParseMessage(upToBracket, ref envelope, start, ref fields).Verdict != DialectVerdict.Event)
            return LineResult.Other;
        SetTime(envelope, clock, ref fields);
        fields.Count = times;
        fields.Present |= PresentFields.Repeat;
        return new LineResult(LineKind.RepeatOfQuoted, Times: times);
    }

    /// <summary>
    /// A program that is known by its name is asked for its dialect first. An access log's request is hostile text that may look like
    /// a packet, so that dialect is asked before the packet filter's wherever a web server may be speaking: anywhere but in the
    /// kernel's name.
    /// </summary>
    private static DialectOutcome ParseMessage(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields)
    {
        // A program's own file has no app-name, and what stands in the place of one may be a stranger's text.
        if (UnnamedProgram.DialectOf(frame, envelope, start) is var unnamed and not ProbeDialect.None)
            return ParseEvidence(unnamed, frame, ref envelope, start, ref fields);
        ReadOnlySpan<byte> app = envelope.AppName.Of(frame);
        bool isKernel = KernelTrust.IsKernelName(app);
        if (!isKernel)
        {
            ProbeDialect program = app.IsEmpty ? ProbeDialect.None : ProgramTable.Find(app);
            if (program != ProbeDialect.None && ParseEvidence(program, frame, ref envelope, start, ref fields) is { Verdict: not DialectVerdict.NotMine } said)
                return said;
            DialectOutcome web = AccessLogDialect.Parse(frame, start, ref fields);
            if (web.Verdict != DialectVerdict.NotMine)
                return web;
        }

        if (!KernelTrust.IsTrusted(frame, envelope, start))
            return DialectOutcome.NotMine;
        DialectOutcome outcome = IpchainsDialect.Parse(frame, start, ref fields);
        if (outcome.Verdict == DialectVerdict.NotMine)
            outcome = NetfilterDialect.Parse(frame, start, ref fields);
        if (outcome.Verdict == DialectVerdict.Event)
            fields.Present |= OddPacket.Mark(frame, in fields);
        return outcome.Verdict == DialectVerdict.NotMine && isKernel
            ? ParseEvidence(ProbeDialect.Kernel, frame, ref envelope, start, ref fields)
            : outcome;
    }

    /// <summary>A dialect of programs that say what happened; what it does not set is set here.</summary>
    private static DialectOutcome ParseEvidence(ProbeDialect dialect, ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields)
    {
        fields.Present = PresentFields.None;
        fields.Dialect = dialect;
        fields.Action = ProbeAction.Other;
        fields.Direction = TrafficDirection.Unknown;
        fields.Activity = ProbeActivity.None;
        fields.Priority = 0;
        fields.AppName = envelope.AppName;
        fields.Message = new ByteRange(start, frame.Length - start);
        fields.Classification = default;
        fields.RequestTarget = default;
        fields.HttpStatus = 0;
        fields.Host = envelope.Host;
        fields.Note = LogNote.None;
        DialectOutcome outcome = EvidenceDialects.Parse(dialect, frame, ref envelope, start, ref fields);
        fields.Present = outcome.Verdict == DialectVerdict.Event ? fields.Present | PresentFields.Evidence : PresentFields.None;
        return outcome;
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
