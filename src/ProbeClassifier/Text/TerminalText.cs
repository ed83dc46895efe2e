using System;
using System.Buffers;
using System.Globalization;
using System.Text;

namespace ProbeClassifier.Text;

/// <summary>
/// The one way that bytes of a log reach a person's screen. Whatever could move the cursor, change colours, hide or reorder text is
/// written as <c>\xNN</c> (a byte) or <c>\u{N}</c> (a character): controls, invalid UTF-8, bidirectional marks, invisible and
/// separating characters. A backslash is doubled, so that nothing can pretend to be an escape.
/// </summary>
public static class TerminalText
{
    /// <summary>Bytes shown of one piece of text unless told otherwise: 512.</summary>
    public const int DefaultMaxBytes = 512;

    /// <summary>The safe form of some bytes.</summary>
    /// <param name="bytes">Any bytes.</param>
    /// <param name="maxBytes">Bytes shown; what is left out is counted at the end. Not negative.</param>
    public static string Escape(ReadOnlySpan<byte> bytes, int maxBytes = DefaultMaxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        var text = new StringBuilder(Math.Min(bytes.Length, maxBytes) + 16);
        int at = 0;
        while (at < bytes.Length && at < maxBytes)
        {
            OperationStatus status = Rune.DecodeFromUtf8(bytes[at..], out Rune rune, out int length);
            if (status != OperationStatus.Done)
            {
                // Not a character: each byte by itself.
                for (int i = 0; i < length; i++)
                    text.Append(CultureInfo.InvariantCulture, $"\\x{bytes[at + i]:X2}");
            }
            else if (rune.Value == '\\')
            {
                text.Append(@"\\");
            }
            else if (rune.Value < 0x20 || rune.Value == 0x7F)
            {
                text.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:X2}");
            }
            else if (IsUnsafe(rune))
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
            }
            else
            {
                text.Append(rune.ToString());
            }

            at += length;
        }

        if (at < bytes.Length)
            text.Append(CultureInfo.InvariantCulture, $"…(+{bytes.Length - at} bytes)");
        return text.ToString();
    }

    /// <summary>C1 controls, separators of lines and paragraphs, format characters (bidirectional, zero-width, tags), and the unassigned.</summary>
    private static bool IsUnsafe(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse
        or UnicodeCategory.Surrogate
        or UnicodeCategory.OtherNotAssigned;
}
