using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Dialects.AccessLog;

/// <summary>
/// Finds where the quoted request ends. Servers escape quotes in it (<c>\"</c>, <c>\x22</c>), so the first bare one ends it,
/// and a status follows. Some servers do not escape: there the first quote with a status behind it does.
/// </summary>
internal static class QuotedRequest
{
    private enum Behind : byte
    {
        NoStatus,
        Status,
        Cut,
        Malformed,
    }

    /// <summary>Looks for the end.</summary>
    /// <param name="frame">The line.</param>
    /// <param name="start">After the opening quote.</param>
    /// <param name="end">The closing quote, when the verdict is Event.</param>
    /// <param name="status">The HTTP status; 0 for <c>-</c>.</param>
    public static DialectOutcome FindEnd(ReadOnlySpan<byte> frame, int start, out int end, out ushort status)
    {
        int bareQuote = -1;
        status = 0;
        for (end = start; end < frame.Length;)
        {
            int hop = frame[end..].IndexOfAny((byte)'"', (byte)'\\');
            if (hop < 0)
                break;
            end += hop;
            if (frame[end] == '\\')
            {
                end += 2;
                continue;
            }

            // Each answer but NoStatus is final, so cutting the line can never move the end to another quote.
            switch (ReadStatus(frame[(end + 1)..], out status))
            {
                case Behind.Status:
                    return DialectOutcome.Event;
                case Behind.Cut:
                    return DialectOutcome.Unparsed(UnparsedReason.Truncated, frame.Length);
                case Behind.Malformed:
                    return DialectOutcome.Unparsed(UnparsedReason.BadField, end + 2);
                case Behind.NoStatus:
                    if (bareQuote < 0)
                        bareQuote = end;
                    end++;
                    break;
            }
        }

        return bareQuote < 0
            ? DialectOutcome.Unparsed(UnparsedReason.Truncated, frame.Length)
            : DialectOutcome.Unparsed(UnparsedReason.BadField, bareQuote + 1);
    }

    /// <summary>A space, three digits or a hyphen, then a space or the end.</summary>
    private static Behind ReadStatus(ReadOnlySpan<byte> text, out ushort status)
    {
        status = 0;
        if (text.IsEmpty)
            return Behind.Cut;
        if (text[0] != ' ')
            return Behind.NoStatus;
        int at = 1;
        if (text.Length > 1 && text[1] == '-')
        {
            at = 2;
        }
        else
        {
            int value = 0;
            for (; at < 4; at++)
            {
                if (at == text.Length)
                    return Behind.Cut;
                if (text[at] is < (byte)'0' or > (byte)'9')
                    return Behind.NoStatus;
                value = (value * 10) + (text[at] - '0');
            }

            status = (ushort)value;
        }

        return at == text.Length || text[at] == ' ' ? Behind.Status : Behind.Malformed;
    }
}
