using System;
using System.IO;
using System.Linq;
using System.Text;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Cli;

/// <summary>The options of <c>report</c>: each does something, and a wrong value is told with what was expected.</summary>
public sealed class ReportOptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--top abc", "--top \"abc\"", "0 to 1000")]
    [InlineData("--top 1001", "--top \"1001\"", "0 to 1000")]
    [InlineData("--top", "--top", "argument")]
    [InlineData("--year 1969", "--year \"1969\"", "1970 to 2105")]
    [InlineData("--threads 0", "--threads \"0\"", "1 to 256")]
    [InlineData("--format xml", "--format \"xml\"", "text or json")]
    [InlineData("--lang de", "--lang \"de\"", "en or ja")]
    [InlineData("--color red", "--color \"red\"", "auto, always or never")]
    [InlineData("--quarter 2000Q5", "--quarter \"2000Q5\"", "2000Q2")]
    [InlineData("--quarter 2000Q2 --from 2000-04-01", "--quarter", "--from")]
    [InlineData("--from yesterday", "--from \"yesterday\"", "2000-04-01")]
    [InlineData("--from 2000-04-02 --to 2000-04-01", "--from 2000-04-02", "--to 2000-04-01")]
    [InlineData("--incident-gap 5", "--incident-gap \"5\"", "90s")]
    [InlineData("--incident-gap 25h", "--incident-gap \"25h\"", "24h")]
    [InlineData("--timezone Mars/Base", "--timezone \"Mars/Base\"", "Asia/Tokyo")]
    [InlineData("--rules not-there.json", "--rules \"not-there.json\"", "cannot be read")]
    [InlineData("--output not/there", "--output \"not/there\"", "directory")]
    [InlineData("--output .", "--output \".\"", "a file")]
    [InlineData("--colour always", "--colour", "--help")]
    public void A_wrong_option_ends_with_2_and_says_what_was_expected(string options, string named, string expected)
    {
        CommandResult result = CommandLine.Run(["report", "samples/logs", .. options.Split(' ')]);
        Assert.Equal((2, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains(named, result.Error, StringComparison.Ordinal);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_of_a_rules_file_come_at_once_with_their_places()
    {
        string rules = _folder.Write("rules.json", "{\n  \"name\": \"x\",\n  \"tags\": [ { \"id\": 5 } ],\n  \"rules\": 7\n}\n");
        CommandResult result = CommandLine.Run("report", "--rules", rules, "samples/logs");
        Assert.Equal((2, string.Empty), (result.ExitCode, result.Output));
        Assert.True(result.Error.Split('\n').Count(line => line.Contains(':', StringComparison.Ordinal)) >= 3, result.Error);
    }

    [Fact]
    public void A_period_leaves_events_outside_it_out_and_says_so()
    {
        byte[] input = Encoding.UTF8.GetBytes(CliLines.Telnet + CliLines.Telnet.Replace("May 14", "Jul  1", StringComparison.Ordinal));
        CommandResult result = CommandLine.RunWith(input, "report", "--year", "2000", "--timezone", "UTC", "--quarter", "2000Q2", "--format", "json", "-");
        Assert.Equal(1, CliLines.Number(result, "input", "events"));
        Assert.Equal(1, CliLines.Number(result, "input", "outsidePeriod"));
        result = CommandLine.RunWith(input, "report", "--year", "2000", "--timezone", "+09:00", "--from", "2000-05-14T03:11:10", "--format", "json", "-");
        Assert.Equal(1, CliLines.Number(result, "input", "events"));
        result = CommandLine.RunWith(input, "report", "--year", "2000", "--timezone", "+09:00", "--from", "2000-05-13T18:11:09Z", "--to", "2000-05-14", "--format", "json", "-");
        Assert.Equal(1, CliLines.Number(result, "input", "events"));
    }

    [Fact]
    public void The_incident_gap_decides_how_many_incidents_there_are()
    {
        byte[] input = Encoding.UTF8.GetBytes(CliLines.Telnet + CliLines.Telnet.Replace("03:11:09", "03:41:09", StringComparison.Ordinal));
        long Incidents(string gap)
        {
            CommandResult result = CommandLine.RunWith(input, "report", "--year", "2000", "--incident-gap", gap, "--format", "json", "-");
            using var json = System.Text.Json.JsonDocument.Parse(result.Output);
            return json.RootElement.GetProperty("sections")[0].GetProperty("incidents").GetInt64();
        }

        Assert.Equal((1, 1, 2, 2), (Incidents("1h"), Incidents("30m"), Incidents("29m"), Incidents("90s")));
    }

    [Fact]
    public void Top_lists_as_many_sources_as_asked_for()
    {
        byte[] input = Encoding.UTF8.GetBytes(CliLines.Many(20));
        int Listed(params string[] options)
        {
            using var json = System.Text.Json.JsonDocument.Parse(CommandLine.RunWith(input, ["report", "--format", "json", .. options]).Output);
            return json.RootElement.GetProperty("topSources").GetArrayLength();
        }

        Assert.Equal((10, 0, 15), (Listed(), Listed("--top", "0"), Listed("--top", "15")));
    }

    [Fact]
    public void Rules_of_a_file_tag()
    {
        string rules = _folder.Write("rules.json", """
            {
              "name": "ours",
              "extends": "jpcert-2000-q2",
              "tags": [{"id": "tcp/9999", "section": "I"}],
              "rules": [{"tag": "tcp/9999", "match": {"transport": "tcp", "destinationPort": 9999}}]
            }
            """);
        string line = CliLines.Telnet.Replace("DPT=23", "DPT=9999", StringComparison.Ordinal);
        CommandResult result = CommandLine.RunWith(Encoding.UTF8.GetBytes(line), "report", "--rules", rules, "-");
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        Assert.Contains("tcp/9999", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Japanese_is_written_in_UTF8()
    {
        string output = CommandLine.Run("report", "--lang", "ja", "--year", "2000", "samples/logs").Output;
        Assert.Contains("  II  ", output, StringComparison.Ordinal);
        Assert.Contains("メール", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Strict_ends_with_3_when_a_line_was_not_understood()
    {
        byte[] clean = Encoding.UTF8.GetBytes(CliLines.Telnet + CliLines.Other);
        byte[] cut = Encoding.UTF8.GetBytes(CliLines.Telnet + CliLines.HeadCut);
        Assert.Equal(0, CommandLine.RunWith(clean, "report", "--strict", "-").ExitCode);
        Assert.Equal(3, CommandLine.RunWith(cut, "report", "--strict", "-").ExitCode);
        Assert.Equal(0, CommandLine.RunWith(cut, "report", "-").ExitCode);
    }
}
