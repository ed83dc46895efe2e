using System;
using ProbeClassifier.Events;
using ProbeClassifier.Parsing;

namespace ProbeClassifier.Reading;

/// <summary>Reads from a place into a span; 0 at the end.</summary>
internal delegate int ReadInto(Span<byte> buffer);

/// <summary>Input that comes once, from its start to its end: a pipe, or what a compressed file holds.</summary>
internal static class LineStream
{
    /// <summary>Reads to the end, or until told to stop.</summary>
    /// <param name="source">The input.</param>
    /// <param name="state">The parser's.</param>
    /// <param name="options">How lines are read.</param>
    /// <param name="buffer">Longer than a frame.</param>
    /// <param name="handler">Whom lines are delivered to.</param>
    /// <param name="onBytes">Told of each read; false stops.</param>
    /// <param name="delivered">Grows by the bytes of delivered lines, and is right too when the source fails.</param>
    public static void Read<THandler>(
        ReadInto source,
        ref ProbeParserState state,
        ProbeParserOptions options,
        byte[] buffer,
        THandler handler,
        Func<int, bool> onBytes,
        ref long delivered)
        where THandler : IProbeHandler
    {
        int held = 0;
        while (true)
        {
            int read = source(buffer.AsSpan(held));
            int filled = held + read;
            int done = ProbeParser.Parse(buffer.AsSpan(0, filled), options, ref state, ref handler, isFinalBlock: read == 0);
            delivered += done;
            if (!onBytes(read) || read == 0)
                return;
            held = filled - done;
            buffer.AsSpan(done, held).CopyTo(buffer);
        }
    }
}
