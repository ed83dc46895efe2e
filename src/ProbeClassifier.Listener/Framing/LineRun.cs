using System;
using System.Numerics;

namespace ProbeClassifier.Listener.Framing;

/// <summary>
/// The common case at the speed of memory: a run of text messages that end with LF. It ends before a message that must be looked at:
/// one that holds a NUL, is empty, or begins like an octet count.
/// </summary>
internal static class LineRun
{
    /// <summary>
    /// First bytes below this one end a run: LF, CR, NUL, signs and digits are among them, letters and <c>&lt;</c> are not.
    /// </summary>
    private const byte Plain = (byte)'9' + 1;

    /// <summary>How many bytes the run at the start of some bytes has, and how many messages. The first message is text.</summary>
    public static int Measure(ReadOnlySpan<byte> bytes, out int messages)
    {
        int stop = FindStop(bytes);
        int length = stop < bytes.Length && bytes[stop] == '\n' ? stop + 1 : bytes[..stop].LastIndexOf((byte)'\n') + 1;
        messages = bytes[..length].Count((byte)'\n');
        return length;
    }

    /// <summary>The first NUL, or LF before a byte that is not plain; the length if there is none.</summary>
    private static int FindStop(ReadOnlySpan<byte> bytes)
    {
        int i = 0;
        Vector<byte> lineFeed = new((byte)'\n');
        Vector<byte> plain = new(Plain);
        for (; i + Vector<byte>.Count < bytes.Length; i += Vector<byte>.Count)
        {
            Vector<byte> here = new(bytes[i..]);
            Vector<byte> next = new(bytes[(i + 1)..]);
            Vector<byte> ends = Vector.Equals(here, lineFeed) & Vector.LessThan(next, plain);
            if ((ends | Vector.Equals(here, Vector<byte>.Zero)) != Vector<byte>.Zero)
                break;
        }

        for (; i < bytes.Length; i++)
        {
            if (bytes[i] == 0 || (bytes[i] == '\n' && i + 1 < bytes.Length && bytes[i + 1] < Plain))
                return i;
        }

        return bytes.Length;
    }
}
