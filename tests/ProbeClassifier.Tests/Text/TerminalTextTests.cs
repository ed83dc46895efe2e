using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using ProbeClassifier.Text;

namespace ProbeClassifier.Tests.Text;

/// <summary>
/// Escapes that reach a terminal out of a log: rsyslog/rsyslog#1138 and RUSTSEC-2025-0055 are others' cases. Whatever the bytes,
/// what is shown has nothing a terminal acts on, and tells what the bytes were.
/// </summary>
public class TerminalTextTests
{
    [Fact]
    public void Every_byte_by_itself()
    {
        for (int value = 0; value < 256; value++)
        {
            string expected = value switch
            {
                '\\' => @"\\",
                >= 0x20 and < 0x7F => ((char)value).ToString(),
                _ => string.Create(CultureInfo.InvariantCulture, $"\\x{value:X2}"),
            };
            Assert.Equal(expected, TerminalText.Escape([(byte)value]));
            Assert.Equal("a" + expected + "b", TerminalText.Escape([(byte)'a', (byte)value, (byte)'b']));
        }
    }

    [Theory]
    [InlineData(0x80, 0x9F)] // C1
    [InlineData(0xAD, 0xAD)] // soft hyphen
    [InlineData(0x34F, 0x34F)] // grapheme joiner
    [InlineData(0x61C, 0x61C)] // Arabic letter mark
    [InlineData(0x115F, 0x1160)] // Hangul fillers
    [InlineData(0x180B, 0x180F)]
    [InlineData(0x200B, 0x200F)] // zero width, LRM, RLM
    [InlineData(0x2028, 0x202E)] // separators, embeddings, overrides
    [InlineData(0x2060, 0x206F)] // joiners, isolates
    [InlineData(0x2800, 0x2800)]
    [InlineData(0x3164, 0x3164)]
    [InlineData(0xE000, 0xE000)] // private use
    [InlineData(0xFDD0, 0xFDD0)] // not a character
    [InlineData(0xFE00, 0xFE0F)] // variation selectors
    [InlineData(0xFEFF, 0xFEFF)] // byte order mark
    [InlineData(0xFFA0, 0xFFA0)]
    [InlineData(0xFFF9, 0xFFFB)]
    [InlineData(0xE0001, 0xE0001)] // tags
    [InlineData(0xE0020, 0xE007F)]
    [InlineData(0xE0100, 0xE01EF)]
    [InlineData(0x10FFFF, 0x10FFFF)]
    public void Hidden_and_turning_characters_are_named(int first, int last)
    {
        for (int value = first; value <= last; value++)
        {
            string text = new Rune(value).ToString();
            string expected = string.Create(CultureInfo.InvariantCulture, $"\\u{{{value:X}}}");
            Assert.Equal(expected, TerminalText.Escape(Encoding.UTF8.GetBytes(text)));
            Assert.Equal(expected, TerminalText.EscapeString(text));
        }
    }

    [Theory]
    [InlineData("plain text, <b>&'\"")]
    [InlineData("日本語のホスト名 é ß Ω 한국어 😀")]
    public void Readable_text_stays(string text)
    {
        Assert.Equal(text, TerminalText.Escape(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(text, TerminalText.EscapeString(text));
    }

    [Theory]
    [InlineData(new byte[] { 0xC0, 0xAF }, @"\xC0\xAF")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, @"\xED\xA0\x80")]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 }, @"\xF4\x90\x80\x80")]
    [InlineData(new byte[] { 0xE6, 0x97 }, @"\xE6\x97")]
    [InlineData(new byte[] { 0xE6, 0x97, 0x41 }, @"\xE6\x97A")]
    public void Overlong_surrogate_out_of_range_and_cut_sequences_are_bytes(byte[] bytes, string expected) =>
        Assert.Equal(expected, TerminalText.Escape(bytes));

    [Fact]
    public void A_lone_surrogate_is_named() => Assert.Equal(@"a\u{D800}b\u{DC00}", TerminalText.EscapeString("a\ud800b\udc00"));

    [Fact]
    public void Long_text_is_cut_between_characters()
    {
        byte[] text = Encoding.UTF8.GetBytes("ab日本");
        string[] expected =
        [
            "…(+8 bytes)", "a…(+7 bytes)", "ab…(+6 bytes)", "ab…(+6 bytes)", "ab…(+6 bytes)",
            "ab日…(+3 bytes)", "ab日…(+3 bytes)", "ab日…(+3 bytes)", "ab日本",
        ];
        for (int limit = 0; limit < expected.Length; limit++)
            Assert.Equal(expected[limit], TerminalText.Escape(text, limit));
        Assert.Equal(new string('x', 512) + "…(+88 bytes)", TerminalText.Escape(Encoding.ASCII.GetBytes(new string('x', 600))));
        Assert.Throws<ArgumentOutOfRangeException>(() => TerminalText.Escape("ab"u8, -1));
    }

    [Fact]
    public void Any_bytes_come_back_from_what_is_shown()
    {
        var random = new Random(20_000_514);
        for (int round = 0; round < 2_000; round++)
        {
            byte[] bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            if (round % 2 == 0)
                bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 10).Select(_ => RandomRune(random).ToString())));
            string shown = TerminalText.Escape(bytes, int.MaxValue);
            Assert.All(shown.EnumerateRunes(), rune => Assert.True(rune.Value == '\\' || TerminalText.IsShown(rune)));
            Assert.Equal(bytes, Read(shown));
        }
    }

    private static Rune RandomRune(Random random)
    {
        while (true)
        {
            if (Rune.TryCreate(random.Next(random.Next(2) == 0 ? 0x3000 : 0x110000), out Rune rune))
                return rune;
        }
    }

    /// <summary>The inverse, written apart.</summary>
    private static byte[] Read(string shown)
    {
        var bytes = new MemoryStream();
        for (int i = 0; i < shown.Length; i++)
        {
            if (shown[i] != '\\')
            {
                int length = char.IsHighSurrogate(shown[i]) ? 2 : 1;
                bytes.Write(Encoding.UTF8.GetBytes(shown.Substring(i, length)));
                i += length - 1;
            }
            else if (shown[i + 1] == 'x')
            {
                bytes.WriteByte(byte.Parse(shown.AsSpan(i + 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 3;
            }
            else if (shown[i + 1] == 'u')
            {
                int end = shown.IndexOf('}', i);
                int value = int.Parse(shown.AsSpan(i + 3, end - i - 3), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                bytes.Write(Encoding.UTF8.GetBytes(new Rune(value).ToString()));
                i = end;
            }
            else
            {
                Assert.Equal('\\', shown[++i]);
                bytes.WriteByte((byte)'\\');
            }
        }

        return bytes.ToArray();
    }
}
