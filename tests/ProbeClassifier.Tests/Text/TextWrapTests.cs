using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Text;

namespace ProbeClassifier.Tests.Text;

public class TextWrapTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("日本", 4)]
    [InlineData("ｶﾅ", 2)]
    [InlineData("（）", 4)]
    [InlineData("か\u3099", 2)]
    [InlineData("é…▁█", 4)]
    [InlineData("😀𠮷", 4)]
    public void Widths(string text, int columns) => Assert.Equal(columns, DisplayWidth.Of(text));

    [Theory]
    [InlineData("aa bb cc", 5, "aa bb|cc")]
    [InlineData("aa  bb", 3, "aa|bb")]
    [InlineData("abcdefgh ij", 3, "abc|def|gh|ij")]
    [InlineData("日本語の文", 4, "日本|語の|文")]
    [InlineData("日本、語", 4, "日|本、|語")]
    [InlineData("日「本」語", 4, "日|「本|」語")]
    [InlineData("IDS のログ", 6, "IDS の|ログ")]
    [InlineData("", 10, "")]
    public void Lines_break_where_they_may(string text, int columns, string expected) =>
        Assert.Equal(expected, string.Join('|', TextWrap.Lines(text, columns)));

    [Fact]
    public void No_line_is_too_wide_and_nothing_but_spaces_is_lost()
    {
        var random = new Random(3);
        const string Alphabet = "ab, (1).日本語、。「」ー ";
        for (int round = 0; round < 2_000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            int columns = random.Next(2, 30);
            List<string> lines = TextWrap.Lines(text, columns);
            Assert.All(lines, line => Assert.True(DisplayWidth.Of(line) <= columns && line.Length > 0 && line[^1] != ' '));
            Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
        }
    }
}
