using System;
using System.Linq;
using System.Text.RegularExpressions;
using ProbeClassifier.Events;
using ProbeClassifier.Reports;
using ProbeClassifier.Tagging;
using ProbeClassifier.Text;

namespace ProbeClassifier.Tests.Reports;

public class ReportStringsTests
{
    [Fact]
    public void Every_phrase_is_there_once_in_each_language() =>
        Assert.Equal(Enum.GetValues<ReportPhrase>(), ReportStrings.All.Select(row => row.Phrase).Order());

    [Fact]
    public void Both_languages_say_something_and_put_in_the_same_figures()
    {
        foreach (ReportString row in ReportStrings.All)
        {
            Assert.False(string.IsNullOrWhiteSpace(row.English), row.Phrase.ToString());
            Assert.False(string.IsNullOrWhiteSpace(row.Japanese), row.Phrase.ToString());
            Assert.Equal(Places(row.English), Places(row.Japanese));
        }
    }

    [Fact]
    public void English_is_ASCII_and_nothing_needs_escaping()
    {
        foreach (ReportString row in ReportStrings.All)
        {
            Assert.True(row.English.All(char.IsAscii), row.English);
            Assert.Equal(row.English, TerminalText.EscapeString(row.English));
            Assert.Equal(row.Japanese, TerminalText.EscapeString(row.Japanese));
        }
    }

    [Theory]
    [InlineData(ReportLanguage.English)]
    [InlineData(ReportLanguage.Japanese)]
    public void Every_value_has_its_own_word(ReportLanguage language)
    {
        ReportWords words = ReportWords.For(language);
        Assert.Equal(3, Enum.GetValues<ProbeAction>().Select(words.Of).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(4, Enum.GetValues<TrafficDirection>().Select(words.Of).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(9, Enum.GetValues<UnparsedReason>().Skip(1).Select(words.Of).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(7, Enum.GetValues<ReportSection>().Select(words.TitleOf).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(6, Enum.GetValues<ReportSection>().Skip(1).Select(words.Feeds).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData(3_600, "1 h", "1 時間")]
    [InlineData(86_400, "24 h", "24 時間")]
    [InlineData(5_400, "90 min", "90 分")]
    [InlineData(61, "61 s", "61 秒")]
    public void A_gap_is_said_in_its_largest_whole_unit(int seconds, string english, string japanese)
    {
        Assert.Equal(english, ReportWords.English.Gap(TimeSpan.FromSeconds(seconds)));
        Assert.Equal(japanese, ReportWords.Japanese.Gap(TimeSpan.FromSeconds(seconds)));
    }

    private static string Places(string text) => string.Join(
        ' ',
        Regex.Matches(text, @"\{[0-9]+\}", RegexOptions.None, TimeSpan.FromSeconds(10)).Select(match => match.Value).Order(StringComparer.Ordinal));
}
