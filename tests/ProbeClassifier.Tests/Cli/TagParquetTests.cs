using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using ProbeClassifier.Tests.Parquet;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Cli;

public sealed class TagParquetTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--format parquet is for files, which are whole or not there; expected --output FILE with it")]
    [InlineData("--original is not for --format parquet", "--original", "--output", "o")]
    [InlineData("--fields: \"src_ip\" is no field; the nearest are source_ip", "--fields", "src_ip", "--output", "o")]
    [InlineData("--rotate \"64k\" is no size; expected from 1048576 to", "--rotate", "64k", "--output", "o")]
    [InlineData("--output \"/no/such/folder/e\" cannot be written", "--output", "/no/such/folder/e")]
    [InlineData("--output \"/\" cannot be written: it is there already", "--output", "/")]
    [InlineData("--output \"/dev/null\" cannot be written: it is there already", "--output", "/dev/null")]
    public void What_cannot_be_is_refused_before_anything_is_read(string expected, params string[] arguments)
    {
        CommandResult result = CommandLine.RunWith("x\n"u8, ["tag", "--format", "parquet", .. arguments]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists("o"));
    }

    [SkippableFact]
    public void Fields_are_columns_and_untagged_events_are_left_out()
    {
        using DuckDb duck = DuckDb.OpenOrSkip(_folder.Path);
        byte[] input = Encoding.ASCII.GetBytes(CliLines.Telnet + CliLines.Telnet.Replace("DPT=23", "DPT=4444", StringComparison.Ordinal));
        CommandResult result = CommandLine.RunWith(input, "tag", "--format", "parquet", "--only-tagged", "--fields", "source_ip,destination_port", "--output", _folder.At("e.parquet"));
        Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Error));
        Assert.Equal(["203.0.113.7|23"], duck.Rows("SELECT * FROM 'e.parquet'"));
    }

    [SkippableTheory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 130)]
    [InlineData("KILL", 137)]
    public async Task A_run_that_is_ended_leaves_a_whole_file_or_none(string signal, int expected)
    {
        Skip.If(OperatingSystem.IsWindows(), "ends by a signal");
        using DuckDb duck = DuckDb.OpenOrSkip(_folder.Path);
        using var watcher = new FileSystemWatcher(_folder.Path, "*.partial");
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, _) => begun.TrySetResult();
        watcher.EnableRaisingEvents = true;
        using Process tag = CommandLine.Start("tag", "--format", "parquet", "--year", "2000", "--output", _folder.At("e.parquet"));
        Task<string> output = tag.StandardOutput.ReadToEndAsync();
        Task<string> error = tag.StandardError.ReadToEndAsync();
        await begun.Task.WaitAsync(Patience);
        await tag.StandardInput.WriteAsync(CliLines.Telnet);
        await tag.StandardInput.FlushAsync();
        using Process kill = Process.Start("kill", [$"-{signal}", tag.Id.ToString(CultureInfo.InvariantCulture)]);
        await tag.WaitForExitAsync().WaitAsync(Patience);
        CommandResult result = CommandLine.Finish(tag, output, error);
        Assert.Equal((expected, ""), (result.ExitCode, result.Output));
        Assert.Equal(signal is not "KILL", File.Exists(_folder.At("e.parquet")));
        if (signal is "KILL")
            return;
        Assert.InRange(long.Parse(Assert.Single(duck.Rows("SELECT count(*) FROM 'e.parquet'")), CultureInfo.InvariantCulture), 0, 1);
        Assert.Single(Directory.GetFiles(_folder.Path));
    }
}
