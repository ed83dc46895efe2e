using System;
using System.Buffers;
using System.Globalization;
using System.Text;

namespace ProbeClassifier.Text;

/// <summary>
/// The one encoder for text that somebody else chose (log lines, file names, names in rule files) on its way to a person.
/// What it writes holds no control character, no escape sequence, nothing invisible and nothing that changes the direction of
/// text: those come out as <c>\xNN</c> (a byte: ASCII controls, and bytes that are not UTF-8) or <c>\u{N}</c> (a code point).
/// A backslash comes out doubled, so that two different texts never look the same. Thread-safe; allocates only what the
/// builder needs.
/// </summary>
public static class TerminalText
{
    /// <summary>Bytes shown of one piece of text unless told otherwise: 512.</summary>
    public const int DefaultMaxBytes = 512;

    private const string Hex = "0123456789ABCDEF";

    private static readonly SearchValues<byte> PlainBytes = SearchValues.Create(PlainAscii());

    /// <summary>The safe form of some bytes.</summary>
    /// <param name="bytes">Any bytes; what is UTF-8 is read as such.</param>
    /// <param name="maxBytes">
    /// How many of them to show, at least 0. Default 512. A longer text is cut before the character that would cross the limit
    /// and ends in <c>…(+N bytes)</c>, N being what is not shown.
    /// </param>
    public static string Escape(ReadOnlySpan<byte> bytes, int maxBytes = DefaultMaxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        int end = bytes.Length <= maxBytes ? bytes.Length : LastBoundary(bytes, maxBytes);
        var builder = new StringBuilder(end + 16);
        ReadOnlySpan<byte> rest = bytes[..end];
        while (!rest.IsEmpty)
        {
            int plain = rest.IndexOfAnyExcept(PlainBytes);
            plain = plain < 0 ? rest.Length : plain;
            builder.Append(Encoding.ASCII.GetString(rest[..plain]));
            rest = rest[plain..];
            if (rest.IsEmpty)
                break;
            if (Rune.DecodeFromUtf8(rest, out Rune rune, out int consumed) == OperationStatus.Done)
            {
                AppendRune(builder, rune);
            }
            else
            {
                // Not a character: each byte by itself.
                foreach (byte b in rest[..consumed])
                    AppendByte(builder, b);
            }

            rest = rest[consumed..];
        }

        if (end < bytes.Length)
            builder.Append(CultureInfo.InvariantCulture, $"…(+{bytes.Length - end} bytes)");
        return builder.ToString();
    }

    /// <summary>The safe form of a string, whole; a lone surrogate comes out as <c>\u{D800}</c>.</summary>
    internal static string EscapeString(ReadOnlySpan<char> text)
    {
        var builder = new StringBuilder(text.Length);
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out Rune rune, out int consumed) == OperationStatus.Done)
                AppendRune(builder, rune);
            else
                AppendCodePoint(builder, text[0]);
            text = text[consumed..];
        }

        return builder.ToString();
    }

    /// <summary>Whether a character is shown as it is.</summary>
    internal static bool IsShown(Rune rune)
    {
        if (rune.IsAscii)
            return rune.Value is >= 0x20 and <= 0x7E and not '\\';

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
            _ => !IsInvisible(rune.Value),
        };
    }

    /// <summary>Letters, marks and symbols that take no ink: joiners, fillers and variation selectors.</summary>
    private static bool IsInvisible(int value) => value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5
        or (>= 0x180B and <= 0x180F) or 0x2800 or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xE0100 and <= 0xE01EF);

    /// <summary>The greatest index up to <paramref name="limit"/> that is not inside a well-formed character.</summary>
    private static int LastBoundary(ReadOnlySpan<byte> text, int limit)
    {
        for (int back = 1; back <= Math.Min(3, limit); back++)
        {
            if (Rune.DecodeFromUtf8(text[(limit - back)..], out _, out int length) == OperationStatus.Done && length > back)
                return limit - back;
        }

        return limit;
    }

    private static void AppendRune(StringBuilder builder, Rune rune)
    {
        if (IsShown(rune))
        {
            Span<char> units = stackalloc char[2];
            builder.Append(units[..rune.EncodeToUtf16(units)]);
        }
        else if (rune.Value == '\\')
        {
            builder.Append(@"\\");
        }
        else if (rune.IsAscii)
        {
            AppendByte(builder, (byte)rune.Value);
        }
        else
        {
            AppendCodePoint(builder, rune.Value);
        }
    }

    private static void AppendByte(StringBuilder builder, byte value) =>
        builder.Append(@"\x").Append(Hex[value >> 4]).Append(Hex[value & 15]);

    private static void AppendCodePoint(StringBuilder builder, int value) =>
        builder.Append(@"\u{").Append(value.ToString("X", CultureInfo.InvariantCulture)).Append('}');

    private static byte[] PlainAscii()
    {
        var plain = new byte[0x7F - 0x20 - 1];
        int count = 0;
        for (byte b = 0x20; b < 0x7F; b++)
        {
            if (b != '\\')
                plain[count++] = b;
        }

        return plain;
    }
}
