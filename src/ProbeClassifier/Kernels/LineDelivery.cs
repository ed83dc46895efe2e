using System;
using ProbeClassifier.Dialects;
using ProbeClassifier.Dialects.Ids;
using ProbeClassifier.Events;
using ProbeClassifier.Framing;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Kernels;

/// <summary>Reads one line with the scalar parser and hands it to the handler. Every kernel ends here for a line it is not sure of.</summary>
internal static class LineDelivery
{
    /// <summary>
    /// Delivers the line that is <paramref name="start"/> to <paramref name="end"/> of the block, its LF excluded. Returns
    /// whether it is an event of its own.
    /// </summary>
    public static bool Deliver<THandler>(
        ReadOnlySpan<byte> block,
        int start,
        int end,
        BlockContext context,
        ref EventFields fields,
        ref THandler handler)
        where THandler : IProbeHandler
    {
        ReadOnlySpan<byte> line = block[start..end];
        ReadOnlySpan<byte> frame = Frame(line, context.MaxFrameBytes);
        if (line.Length > context.MaxFrameBytes)
            handler.OnOversize(frame.Length);
        SyslogParser.Parse(frame, out EnvelopeFields envelope);
        LineResult result = LineParser.Parse(frame, envelope, context.Clock, ref fields);
        switch (result.Kind)
        {
            case LineKind.Event:
                handler.OnEvent(new ProbeEvent(frame, ref fields));
                return true;
            case LineKind.Unparsed:
                handler.OnUnparsed(frame, result.Reason, result.Offset);
                return false;
            case LineKind.RepeatOfQuoted:
                handler.OnEvent(new ProbeEvent(frame, ref fields));
                break;
            case LineKind.RepeatOfPrevious:
                DeliverRepeat(block, start, frame, envelope, result.Times, context, ref fields, ref handler);
                break;
            case LineKind.Other when FullAlert.IsClosing(frame):
                if (TryDeliverAlert(block[..(start + frame.Length)], start, context, ref fields, ref handler) is { } isEvent)
                    return isEvent;
                break;
        }

        handler.OnOther(line, 1);
        return false;
    }

    /// <summary>A line without its CR, cut at the limit.</summary>
    private static ReadOnlySpan<byte> Frame(ReadOnlySpan<byte> line, int maxFrameBytes)
    {
        if (line.Length > maxFrameBytes)
            return line[..maxFrameBytes];
        return line.Length > 0 && line[^1] == '\r' ? line[..^1] : line;
    }

    private static void DeliverRepeat<THandler>(
        ReadOnlySpan<byte> block,
        int start,
        ReadOnlySpan<byte> repeatFrame,
        in EnvelopeFields repeat,
        uint times,
        BlockContext context,
        ref EventFields fields,
        ref THandler handler)
        where THandler : IProbeHandler
    {
        ReadOnlySpan<byte> host = repeat.Host.Of(repeatFrame);
        int from = Math.Max(0, start - context.History.Window);
        bool atLineStart = from == 0 || block[from - 1] == '\n';
        ReadOnlySpan<byte> original = FindPrevious(block[from..start], atLineStart, host, context, out EnvelopeFields envelope);
        if (original.IsEmpty && start < context.History.Window)
        {
            ReadOnlySpan<byte> history = context.History.Bytes;
            from = Math.Max(0, history.Length - (context.History.Window - start));
            atLineStart = from == 0 ? context.History.IsWhole : history[from - 1] == '\n';
            original = FindPrevious(history[from..], atLineStart, host, context, out envelope);
        }

        if (original.IsEmpty)
        {
            handler.OnUnresolvedRepeat(times);
            return;
        }

        // The event happened again when the repeat was written, so only the time is the repeat's.
        if (times == 0)
            return;
        envelope.Stamp = repeat.Stamp;
        LineResult result = LineParser.Parse(original, envelope, context.Clock, ref fields);
        if (result.Kind is not (LineKind.Event or LineKind.RepeatOfQuoted))
            return;
        fields.Count = times;
        fields.Present |= PresentFields.Repeat;
        handler.OnEvent(new ProbeEvent(original, ref fields));
    }

    /// <summary>
    /// The alert that the last line of a piece of input closes, in place of that line; the lines before it were other text. Returns
    /// whether it is an event, null when there is no alert.
    /// </summary>
    private static bool? TryDeliverAlert<THandler>(
        ReadOnlySpan<byte> input,
        int closing,
        BlockContext context,
        ref EventFields fields,
        ref THandler handler)
        where THandler : IProbeHandler
    {
        ReadOnlySpan<byte> history = context.History.Bytes;
        int needed = Math.Max(0, FullAlert.Reach - closing);
        bool atLineStart = history.Length < needed && context.History.IsWhole;
        if (needed == 0 || history.IsEmpty)
        {
            int from = closing - (FullAlert.Reach - needed);
            input = input[from..];
            closing -= from;
        }
        else
        {
            // The alert is to be one piece of memory, as any frame is.
            history = history[^Math.Min(needed, history.Length)..];
            Span<byte> scratch = context.AlertScratch;
            history.CopyTo(scratch);
            input.CopyTo(scratch[history.Length..]);
            input = scratch[..(history.Length + input.Length)];
            closing += history.Length;
        }

        if (!FullAlert.TryFind(input, closing, atLineStart, out int start))
            return null;
        ReadOnlySpan<byte> alert = input[start..];
        LineResult result = LineParser.ParseFullAlert(alert, context.Clock, ref fields);
        switch (result.Kind)
        {
            case LineKind.Event:
                handler.OnEvent(new ProbeEvent(alert, ref fields));
                return true;
            case LineKind.Unparsed:
                handler.OnUnparsed(alert, result.Reason, result.Offset);
                return false;
            default:
                return null;
        }
    }

    /// <summary>The last whole line of a host in a piece of input that ends at a line end; empty when there is none.</summary>
    private static ReadOnlySpan<byte> FindPrevious(
        ReadOnlySpan<byte> input,
        bool atLineStart,
        ReadOnlySpan<byte> host,
        BlockContext context,
        out EnvelopeFields envelope)
    {
        int end = input.Length;
        while (end > 0)
        {
            int lineEnd = input[end - 1] == '\n' ? end - 1 : end;
            int lineStart = input[..lineEnd].LastIndexOf((byte)'\n') + 1;
            ReadOnlySpan<byte> frame = Frame(input[lineStart..lineEnd], context.MaxFrameBytes);
            end = lineStart;
            if (frame.IsEmpty || (lineStart == 0 && !atLineStart))
                continue;
            SyslogParser.Parse(frame, out envelope);
            if (!envelope.Host.Of(frame).SequenceEqual(host))
                continue;
            if (!Dialects.Repeat.RepeatLine.TryReadLast(frame, envelope, out _))
                return frame;
        }

        envelope = default;
        return default;
    }
}
