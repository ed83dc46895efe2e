using System;
using ProbeClassifier.Events;
using ProbeClassifier.Parsing;

namespace ProbeClassifier.Reading;

/// <summary>Reads from a place into a span; 0 at the end.</summary>
internal delegate int ReadInto(Span<byte> buffer);

/// <summary>Input that comes once, from its start to its end: a pipe, or what a compressed file holds.</summary>
internal static class LineStream
{
    /// <summary>Reads to the end, or until told to stop; returns the bytes delivered.</summary>
    public static long Read<THandler>(
        ReadInto source,
        ref ProbeParserState state,
        ProbeParserOptions options,
        byte[] buffer,
        THandler handler,
        Func<int, bool> onBytes)
        where THandler : IProbeHandler
    {
        int held = 0;
        long delivered = 0;
        while (true)
        {
            int read = source(buffer.AsSpan(held));
            int filled = held + read;
            int done = ProbeParser.Parse(buffer.AsSpan(0, filled), options, ref state, ref handler, isFinalBlock: read == 0);
            delivered += done;
            if (!onBytes(read) || read == 0)
                return delivered;
            held = filled - done;
            buffer.AsSpan(done, held).CopyTo(buffer);
        }
    }
}
