using System;
using System.Buffers;
using System.Text;
using ProbeClassifier.Text;

namespace ProbeClassifier.Outputs.Cef;

/// <summary>
/// CEF's two ways to escape. In the header a backslash stands before a bar and a backslash; in the extension before an equals sign and a
/// backslash, and line ends are written as letters. CEF has no way to write any other character that must not be seen: such a one, and
/// what is not UTF-8, becomes U+FFFD.
/// </summary>
internal static class CefText
{
    public static void WriteHeader(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value is '|' or '\\')
            {
                WriteByte(output, (byte)'\\');
                WriteByte(output, (byte)rune.Value);
            }
            else
            {
                WriteRune(output, rune);
            }
        }
    }

    public static void WriteValue(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        foreach (Rune rune in text.EnumerateRunes())
            WriteValueRune(output, rune);
    }

    public static void WriteValue(IBufferWriter<byte> output, ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out Rune rune, out int length);
            WriteValueRune(output, rune);
            text = text[length..];
        }
    }

    private static void WriteValueRune(IBufferWriter<byte> output, Rune rune)
    {
        switch (rune.Value)
        {
            case '\n':
                output.Write("\\n"u8);
                break;
            case '\r':
                output.Write("\\r"u8);
                break;
            case '=' or '\\':
                WriteByte(output, (byte)'\\');
                WriteByte(output, (byte)rune.Value);
                break;
            default:
                WriteRune(output, rune);
                break;
        }
    }

    private static void WriteRune(IBufferWriter<byte> output, Rune rune)
    {
        if (rune.Value != ' ' && !TerminalText.IsShown(rune))
            rune = Rune.ReplacementChar;
        Span<byte> span = output.GetSpan(4);
        output.Advance(rune.EncodeToUtf8(span));
    }

    private static void WriteByte(IBufferWriter<byte> output, byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}
