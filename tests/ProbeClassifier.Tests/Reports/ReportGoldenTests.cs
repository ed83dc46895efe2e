using System;
using System.Buffers;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using ProbeClassifier.Reports;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Reports;

/// <summary>Every sample report in its forms, against approved files in tests/corpus/reports.</summary>
public class ReportGoldenTests
{
    public static TheoryData<string, ReportLanguage> Cases()
    {
        var cases = new TheoryData<string, ReportLanguage>();
        foreach (string name in SampleReports.Names)
        {
            cases.Add(name, ReportLanguage.English);
            cases.Add(name, ReportLanguage.Japanese);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Text_is_as_approved(string name, ReportLanguage language) =>
        RepositoryFiles.Approve(Text(name, language), "tests", "corpus", "reports", $"{name}.{Tag(language)}.txt");

    [Theory]
    [InlineData("example", ReportLanguage.English)]
    [InlineData("example", ReportLanguage.Japanese)]
    [InlineData("zero", ReportLanguage.English)]
    [InlineData("estimate", ReportLanguage.English)]
    [InlineData("huge", ReportLanguage.English)]
    [InlineData("single-hour", ReportLanguage.English)]
    [InlineData("hostile", ReportLanguage.Japanese)]
    public void Json_is_as_approved(string name, ReportLanguage language) =>
        RepositoryFiles.Approve(Render(SampleReports.Get(name), ReportFormat.Json, language), "tests", "corpus", "reports", $"{name}.{Tag(language)}.json");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Text_fits_80_columns_and_ends_no_line_in_a_space(string name, ReportLanguage language)
    {
        string text = Text(name, language);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        foreach (string line in text.Split('\n'))
        {
            Assert.True(Columns(line) <= 80, $"{Columns(line)} columns: {line}");
            Assert.Equal(line.TrimEnd(), line);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Text_fits_a_narrow_page_too(string name, ReportLanguage language)
    {
        // Three figures of 25 digits and commas do not go into 60 columns beside each other; all else does.
        if (string.Equals(name, "huge", StringComparison.Ordinal))
            return;
        var writer = new StringWriter(CultureInfo.InvariantCulture);
        TextReport.Write(SampleReports.Get(name), writer, language, new TextLayout(Width: 60));
        Assert.All(writer.ToString().Split('\n'), line => Assert.True(Columns(line) <= 60, line));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_form_holds_a_control_character_or_hidden_text(string name, ReportLanguage language)
    {
        foreach (ReportFormat format in Enum.GetValues<ReportFormat>())
        {
            string text = Render(SampleReports.Get(name), format, language);
            Assert.DoesNotContain(text, c => c != '\n' && char.GetUnicodeCategory(c) is UnicodeCategory.Control
                or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Colour_codes_change_no_word(string name, ReportLanguage language)
    {
        string coloured = Render(SampleReports.Get(name), ReportFormat.Text, language, color: true);
        Assert.Contains("\u001b[1m", coloured, StringComparison.Ordinal);
        Assert.Equal(Text(name, language), Regex.Replace(coloured, "\u001b\\[[012]m", string.Empty, RegexOptions.None, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Figures_line_up_at_ten_to_the_fifteenth()
    {
        string[] lines = Text("huge", ReportLanguage.English).Split('\n');
        int header = Array.FindIndex(lines, line => line.EndsWith("sources", StringComparison.Ordinal) && line.Contains("incidents", StringComparison.Ordinal));
        string[] rows = [.. lines.Skip(header + 1).TakeWhile(line => line.Length > 0)
            .Where(line => Regex.IsMatch(line, "(0|,000)$", RegexOptions.None, TimeSpan.FromSeconds(10)))];
        int end = lines[header].IndexOf("events", StringComparison.Ordinal) + "events".Length;
        Assert.Equal(8, rows.Length);
        Assert.All(rows, row => Assert.True(char.IsAsciiDigit(row[end - 1]) && (row.Length == end || row[end] == ' '), row));
        Assert.All(rows[..7], row => Assert.Equal(lines[header].Length, row.Length));
    }

    [Fact]
    public void A_writer_with_other_line_ends_or_a_buffer_gets_the_same_bytes()
    {
        var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\r\n" };
        SampleReports.Get("example").Write(writer, ReportFormat.Text);
        Assert.Equal(Text("example", ReportLanguage.English), writer.ToString());
        var buffer = new ArrayBufferWriter<byte>();
        SampleReports.Get("example").WriteJson(buffer);
        Assert.Equal(Render(SampleReports.Get("example"), ReportFormat.Json, ReportLanguage.English), Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    [Fact]
    public void Unknown_formats_and_languages_are_refused()
    {
        ProbeReport report = SampleReports.Get("zero");
        Assert.Throws<ArgumentOutOfRangeException>(() => report.Write(TextWriter.Null, (ReportFormat)2));
        Assert.Throws<ArgumentOutOfRangeException>(() => report.Write(TextWriter.Null, ReportFormat.Text, (ReportLanguage)2));
        Assert.Throws<ArgumentOutOfRangeException>(() => report.Write(TextWriter.Null, ReportFormat.Json, (ReportLanguage)2));
    }

    internal static string Render(ProbeReport report, ReportFormat format, ReportLanguage language, bool color = false)
    {
        var writer = new StringWriter(CultureInfo.InvariantCulture);
        report.Write(writer, format, language, color);
        return writer.ToString();
    }

    private static string Text(string name, ReportLanguage language) => Render(SampleReports.Get(name), ReportFormat.Text, language);

    private static string Tag(ReportLanguage language) => language == ReportLanguage.Japanese ? "ja" : "en";

    /// <summary>A width of its own, coarser than the library's: everything from the CJK blocks on is two columns.</summary>
    private static int Columns(string line) => line.EnumerateRunes().Sum(rune => rune.Value >= 0x2E80 ? 2 : 1);
}
