using System;
using ProbeClassifier.Events;
using ProbeClassifier.Kernels;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Parsing;

/// <summary>
/// Lines to events: the innermost loop, over buffers that are yours. Allocates at the first call for a state and then never.
/// Any bytes are input; nothing in them makes it throw.
/// </summary>
public static class ProbeParser
{
    /// <summary>Reads the whole lines at the start of a buffer and calls the handler for each.</summary>
    /// <typeparam name="THandler">A struct, so that calls are direct.</typeparam>
    /// <param name="bytes">Input, beginning at a line's start or where the last call left off.</param>
    /// <param name="options">How to read; the same for all calls with one state.</param>
    /// <param name="state">Where the stream stands; <c>default</c> at its start.</param>
    /// <param name="handler">What to call.</param>
    /// <param name="isFinalBlock">Whether the input ends with this buffer: a last line without LF is then read too.</param>
    /// <returns>
    /// How many bytes are done with, from 0 to the length: give the rest again, with more behind it. A final block is done
    /// with whole. The rest is shorter than the frame limit.
    /// </returns>
    public static int Parse<THandler>(
        ReadOnlySpan<byte> bytes,
        ProbeParserOptions options,
        ref ProbeParserState state,
        ref THandler handler,
        bool isFinalBlock)
        where THandler : IProbeHandler
    {
        ArgumentNullException.ThrowIfNull(options);
        BlockContext context = state.Context ??= CreateContext(options);
        int done = 0;
        if (state.InOversizeLine)
        {
            int lineEnd = bytes.IndexOf((byte)'\n');
            done = lineEnd < 0 ? bytes.Length : lineEnd + 1;
            state.InOversizeLine = lineEnd < 0 && !isFinalBlock;
        }

        int wholeLines = bytes[done..].LastIndexOf((byte)'\n') + 1;
        if (wholeLines > 0)
        {
            ReadOnlySpan<byte> block = bytes.Slice(done, wholeLines);
            context.History.Append(bytes[..done]);
            BlockKernel.Run(block, context, ref handler);
            context.History.Append(block);
            done += wholeLines;
        }
        else
        {
            context.History.Append(bytes[..done]);
        }

        int rest = bytes.Length - done;
        bool cut = rest > context.MaxFrameBytes;
        if (rest == 0 || (!cut && !isFinalBlock))
            return done;
        EventFields fields = default;
        LineDelivery.Deliver(bytes[done..], 0, rest, context, ref fields, ref handler);
        context.History.Append(bytes[done..]);
        state.InOversizeLine = cut && !isFinalBlock;
        return bytes.Length;
    }

    /// <summary>
    /// Reads one message that something else than an LF delimits: a datagram, or an octet-counted frame (RFC 6587 §3.4.1). An LF
    /// in it is a byte like any other, so it is one line to the handler, whatever it holds. The state may be shared with
    /// <see cref="Parse"/> when that has given no rest.
    /// </summary>
    /// <typeparam name="THandler">A struct, so that calls are direct.</typeparam>
    /// <param name="frame">The message without its framing.</param>
    /// <param name="options">How to read; the same for all calls with one state.</param>
    /// <param name="state">Where the stream stands; <c>default</c> at its start.</param>
    /// <param name="handler">What to call.</param>
    public static void ParseFrame<THandler>(
        ReadOnlySpan<byte> frame,
        ProbeParserOptions options,
        ref ProbeParserState state,
        ref THandler handler)
        where THandler : IProbeHandler
    {
        ArgumentNullException.ThrowIfNull(options);
        BlockContext context = state.Context ??= CreateContext(options);
        EventFields fields = default;
        LineDelivery.Deliver(frame, 0, frame.Length, context, ref fields, ref handler);
        context.History.AppendFrame(frame);
    }

    internal static BlockContext CreateContext(ProbeParserOptions options)
    {
        ProbeParserOptions.Validate(options);
        DateTimeOffset reference = options.ReferenceTime ?? options.TimeProvider.GetUtcNow();
        return new BlockContext(new StampClock(options.Year, options.TimeZone, reference), options.MaxFrameBytes);
    }
}
