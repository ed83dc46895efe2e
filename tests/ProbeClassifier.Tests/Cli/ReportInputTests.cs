using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using ProbeClassifier.Tagging;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Cli;

/// <summary>What <c>report</c> reads, and what it says of what it cannot read.</summary>
public sealed class ReportInputTests : IDisposable
{
    private static readonly string[] MixedLogs = ["access.log", "alert", "dovecot.log", "fw2.log", "mail.log", "named.log", "secure.log", "ufw.log"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_samples_touch_every_tag_and_every_line_is_accounted_for()
    {
        CommandResult result = CommandLine.Run("report", "--year", "2000", "--timezone", "UTC", "--home", "192.0.2.0/24", "--format", "json", "samples/logs");
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        using JsonDocument json = JsonDocument.Parse(result.Output);
        JsonElement root = json.RootElement;
        Assert.Equal(RuleSet.Default.Tags.Count, root.GetProperty("tags").GetArrayLength());
        Assert.All(root.GetProperty("tags").EnumerateArray(), tag => Assert.True(tag.GetProperty("events").GetInt64() > 0, tag.GetProperty("id").GetString()));
        JsonElement input = root.GetProperty("input");
        long Of(string name) => input.GetProperty(name).GetInt64();
        Assert.Equal(11, Of("files"));
        Assert.Equal(Of("lines"), Of("events") - Of("repeated") + Of("other") + Of("unparsed"));
        Assert.True(Of("repeated") > 0 && Of("other") > 0 && Of("unparsed") > 0, result.Output);
        long sections = root.GetProperty("sections").EnumerateArray().Sum(s => s.GetProperty("events").GetInt64());
        Assert.Equal(Of("events"), sections + root.GetProperty("remainder").GetProperty("events").GetInt64());

        // Counted by hand, line by line.
        Assert.Equal(
            ["I 95", "II 4", "III 3", "IV 11", "V 9", "VI 3"],
            root.GetProperty("sections").EnumerateArray().Select(s => $"{s.GetProperty("id").GetString()} {s.GetProperty("events").GetInt64()}"));
        Assert.Equal(53, root.GetProperty("remainder").GetProperty("events").GetInt64());
        Assert.Equal(
            ["causes 5", "deeds 6"],
            root.GetProperty("sections")[3].GetProperty("groups").EnumerateArray().Select(g => $"{g.GetProperty("id").GetString()} {g.GetProperty("events").GetInt64()}"));
        Assert.Equal(
            ["vertical 203.0.113.98 26", "vertical 203.0.113.77 19"],
            root.GetProperty("scans").EnumerateArray().Select(s => $"{s.GetProperty("kind").GetString()} {s.GetProperty("source").GetString()} {s.GetProperty("events").GetInt64()}"));
        Assert.Equal(
            ["stopped www syslogd 2000-05-14T05:34:10Z 2000-05-14T05:49:58Z", "lost www kernel 2000-05-14T07:12:01Z 2000-05-14T07:12:01Z"],
            root.GetProperty("gaps").EnumerateArray().Select(g => $"{g.GetProperty("why")} {g.GetProperty("host")} {g.GetProperty("daemon")} {g.GetProperty("from")} {g.GetProperty("to")}"));
        Assert.StartsWith("2000-05-02T02:11:09", root.GetProperty("period").GetProperty("first").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_day_of_all_logs_in_one_stream_has_the_same_sections(int seed)
    {
        // Repeat lines stay behind what they repeat: their log goes in whole.
        string[] whole = [.. File.ReadAllLines(RepositoryFiles.At("samples", "logs", "ipchains-2000-05.log")), .. File.ReadAllLines(RepositoryFiles.At("samples", "logs", "kern.log"))];
        string[] mixed = [.. MixedLogs.SelectMany(f => File.ReadAllLines(RepositoryFiles.At("samples", "logs", f)))];
        new Random(seed).Shuffle(mixed);
        string[] options = ["report", "--year", "2000", "--timezone", "UTC", "--home", "192.0.2.0/24", "--format", "json"];
        string Sections(string[] lines)
        {
            CommandResult result = CommandLine.RunWith(Encoding.Latin1.GetBytes(string.Join('\n', lines)), options);
            using JsonDocument json = JsonDocument.Parse(result.Output);
            return json.RootElement.GetProperty("sections").GetRawText() + json.RootElement.GetProperty("remainder").GetRawText()
                + json.RootElement.GetProperty("tags").GetRawText() + json.RootElement.GetProperty("scans").GetRawText()
                + json.RootElement.GetProperty("gaps").GetRawText();
        }

        Assert.Equal(Sections([.. whole, .. mixed.Order(StringComparer.Ordinal)]), Sections([.. whole, .. mixed]));
    }

    [Theory]
    [InlineData("-")]
    [InlineData(null)]
    public void Standard_input_is_read_by_name_and_when_nothing_is_named(string? name)
    {
        string[] arguments = name is null ? ["report", "--format", "json"] : ["report", "--format", "json", name];
        CommandResult result = CommandLine.RunWith(Encoding.UTF8.GetBytes(CliLines.Telnet + CliLines.Ping.TrimEnd('\n')), arguments);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(2, CliLines.Number(result, "input", "events"));
    }

    [Fact]
    public void A_long_pipe_is_read_to_its_end()
    {
        // Many times what is handed over at once.
        byte[] input = Encoding.UTF8.GetBytes(CliLines.Many(60_000));
        for (int i = 0; i < 3; i++)
            Assert.Equal(60_000, CliLines.Number(CommandLine.RunWith(input, "report", "--format", "json", "-"), "input", "lines"));
    }

    [Fact]
    public void Gzip_is_told_by_its_content_in_files_and_on_standard_input()
    {
        byte[] two = [.. TemporaryFolder.Gzip(CliLines.Telnet), .. TemporaryFolder.Gzip(CliLines.Ping)];
        string file = _folder.Write("named-like-text.log", two);
        Assert.Equal(2, CliLines.Number(CommandLine.Run("report", "--format", "json", file), "input", "events"));
        Assert.Equal(2, CliLines.Number(CommandLine.RunWith(two, "report", "--format", "json", "-"), "input", "events"));
    }

    [Fact]
    public void A_truncated_gzip_file_is_named_and_what_it_had_is_counted()
    {
        byte[] whole = TemporaryFolder.Gzip(CliLines.Many(5000));
        string file = _folder.Write("cut.gz", whole[..(whole.Length / 2)]);
        CommandResult result = CommandLine.Run("report", "--format", "json", file);
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("cut.gz", result.Error, StringComparison.Ordinal);
        Assert.InRange(CliLines.Number(result, "input", "events"), 1, 4999);
    }

    [Fact]
    public void Directories_are_read_with_all_below_them_and_globs_by_their_pattern()
    {
        _folder.Write("a/1.log", CliLines.Telnet);
        _folder.Write("a/deep/2.log", CliLines.Ping);
        _folder.Write("b/3.txt", CliLines.Telnet);
        _folder.Write(".hidden.log", CliLines.Telnet);
        _folder.Write("empty.log", string.Empty);
        Assert.Equal(3, Events(_folder.Path));
        Assert.Equal(1, Events(_folder.At("*/*.log")));
        Assert.Equal(2, Events(_folder.At("**/*.log")));
        Assert.Equal(1, Events(_folder.At("b/?.txt")));
        Assert.Equal(3, Events(_folder.Path, _folder.At("a"), _folder.At("a/1.log")));
    }

    [Fact]
    public void A_missing_file_is_named_and_the_rest_is_counted()
    {
        string file = _folder.Write("there.log", CliLines.Telnet);
        CommandResult result = CommandLine.Run("report", "--format", "json", _folder.At("not-there.log"), file);
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("not-there.log: no such file; check the name", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, CliLines.Number(result, "input", "events"));
    }

    [Fact]
    public void A_glob_that_matches_nothing_is_named()
    {
        CommandResult result = CommandLine.Run("report", _folder.At("*.nothing"));
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("*.nothing: matches no file; check the pattern", result.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_file_without_permission_is_named_and_the_rest_is_counted()
    {
        Skip.If(OperatingSystem.IsWindows(), "permissions are those of Unix");
        Skip.If(Environment.IsPrivilegedProcess, "root may read everything");
        string file = _folder.Write("secret.log", CliLines.Telnet);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.None);
        CommandResult result = CommandLine.Run("report", "--format", "json", file, _folder.Write("open.log", CliLines.Ping));
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("secret.log: no permission to read it", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, CliLines.Number(result, "input", "events"));
    }

    [SkippableFact]
    public void A_file_that_fails_while_it_is_read_is_named_and_the_rest_is_counted()
    {
        const string Failing = "/proc/self/mem";
        Skip.IfNot(File.Exists(Failing), "needs a file whose reading fails");
        CommandResult result = CommandLine.Run("report", "--format", "json", Failing, _folder.Write("open.log", CliLines.Ping));
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("/proc/self/mem: cannot be read: ", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, CliLines.Number(result, "input", "events"));
    }

    [Fact]
    public void Names_cannot_play_with_the_terminal()
    {
        CommandResult result = CommandLine.Run("report", _folder.At("x\u001b[2Jy"));
        Assert.DoesNotContain('\u001b', result.Error + result.Output);
        Assert.Contains("\\x1B[2Jy", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Neither_threads_nor_the_order_of_files_show_in_the_report()
    {
        string one = _folder.Write("1.log", CliLines.Many(60_000));
        string two = _folder.Write("2.log", CliLines.Ping + CliLines.HeadCut + CliLines.Other);
        string first = CommandLine.Run("report", "--year", "2000", "--threads", "1", one, two).Output;
        Assert.Contains("60,001", first, StringComparison.Ordinal);
        Assert.Equal(first, CommandLine.Run("report", "--year", "2000", "--threads", "4", one, two).Output);
        Assert.Equal(first, CommandLine.Run("report", "--year", "2000", "--threads", "3", two, one).Output);
    }

    private static long Events(params string[] paths)
    {
        CommandResult result = CommandLine.Run(["report", "--format", "json", .. paths]);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        return CliLines.Number(result, "input", "events");
    }
}
