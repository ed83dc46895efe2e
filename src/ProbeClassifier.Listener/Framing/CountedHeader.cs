using System;

namespace ProbeClassifier.Listener.Framing;

/// <summary>
/// Where the next message begins in a stream that is out of step: <c>MSG-LEN SP PRI</c>. Looked for only there: in a stream
/// that is in step, such text inside of a message is text.
/// </summary>
internal static class CountedHeader
{
    /// <summary>The longest header: seven digits, SP, <c>&lt;</c>, three digits, <c>&gt;</c>.</summary>
    public const int MaxLength = OctetCount.MaxDigits + 6;

    /// <summary>
    /// The first place, from <paramref name="from"/> on, of an LF, a NUL or a header. Returns whether there is one; if not,
    /// <paramref name="at"/> is where to go on looking when there are more bytes behind these, less than <see cref="MaxLength"/> before the end.
    /// </summary>
    public static bool TryFind(ReadOnlySpan<byte> bytes, int from, out int at)
    {
        int i = from;
        while (i < bytes.Length)
        {
            byte b = bytes[i];
            if (b is (byte)'\n' or 0)
            {
                at = i;
                return true;
            }

            if (b is < (byte)'1' or > (byte)'9' || (i > 0 && char.IsAsciiDigit((char)bytes[i - 1])))
            {
                i++;
                continue;
            }

            bool? header = IsHeader(bytes[i..]);
            if (header is not false)
            {
                at = i;
                return header is true;
            }

            i++;
        }

        at = i;
        return false;
    }

    /// <summary>Null when the bytes end before it is decided.</summary>
    private static bool? IsHeader(ReadOnlySpan<byte> bytes)
    {
        int i = 0;
        while (i < bytes.Length && i <= OctetCount.MaxDigits && char.IsAsciiDigit((char)bytes[i]))
            i++;
        if (i > OctetCount.MaxDigits)
            return false;
        if (Expect(bytes, i, ' ') is not true and var space)
            return space;
        if (Expect(bytes, i + 1, '<') is not true and var open)
            return open;
        int priority = i + 2;
        i = priority;
        while (i < bytes.Length && i < priority + 3 && char.IsAsciiDigit((char)bytes[i]))
            i++;
        if (i == bytes.Length)
            return null;
        return i > priority && bytes[i] == '>';
    }

    private static bool? Expect(ReadOnlySpan<byte> bytes, int at, char expected) => at >= bytes.Length ? null : bytes[at] == expected;
}
