using System;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.AccessLog;

/// <summary>
/// Undoes what the server did to a request when it wrote it down: <c>\xhh</c>, <c>\"</c>, <c>\\</c> and C's letters for
/// control bytes. A backslash before anything else stands for itself: not every server escapes.
/// </summary>
internal static class LogEscapes
{
    /// <summary>No more bytes.</summary>
    public const int End = -1;

    /// <summary>The next byte that the client sent, or <see cref="End"/>.</summary>
    /// <param name="text">Bytes of the log.</param>
    /// <param name="at">Where to read; moves past what was read.</param>
    public static int Next(ReadOnlySpan<byte> text, ref int at)
    {
        if (at >= text.Length)
            return End;
        byte letter = text[at++];
        if (letter != '\\' || at == text.Length)
            return letter;

        switch (text[at])
        {
            case (byte)'x' or (byte)'X' when at + 2 < text.Length:
                int high = Ascii.HexDigit(text[at + 1]);
                int low = Ascii.HexDigit(text[at + 2]);
                if (high < 0 || low < 0)
                    return letter;
                at += 3;
                return (high << 4) | low;
            case (byte)'"' or (byte)'\\':
                return text[at++];
            case (byte)'n':
                at++;
                return '\n';
            case (byte)'r':
                at++;
                return '\r';
            case (byte)'t':
                at++;
                return '\t';
            case (byte)'v':
                at++;
                return '\v';
            case (byte)'b':
                at++;
                return '\b';
            default:
                return letter;
        }
    }
}
