using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Cli;

/// <summary>Files that events are added to, while others cut them down or move them.</summary>
public sealed class EventFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Events => _folder.At("events");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Listen_writes_at_the_end_of_a_file_that_was_cut_down()
    {
        using ListenProcess listen = ListenProcess.Start(1, "--tcp", "127.0.0.1:0", "--events", Events, "--report", _folder.At("r"));
        await SendAsync(listen, 1, 5);
        listen.Await(() => LineCount() == 5, "the events were not written");
        CutDown();
        await SendAsync(listen, 6, 1);
        Assert.Equal(0, (await listen.StopAsync()).ExitCode);
        Assert.StartsWith("{\"time\"", File.ReadAllText(Events), StringComparison.Ordinal);
        Assert.Contains("\"source_ip\":\"192.0.2.6\"", Assert.Single(File.ReadAllLines(Events)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tag_writes_at_the_end_of_a_file_that_was_cut_down()
    {
        using Process tag = CommandLine.Start("tag", "--year", "2000", "--output", Events);
        Task<string> output = tag.StandardOutput.ReadToEndAsync();
        Task<string> error = tag.StandardError.ReadToEndAsync();
        await tag.StandardInput.WriteAsync(CliLines.Telnet + CliLines.Telnet);
        await tag.StandardInput.FlushAsync();
        while (!tag.HasExited && (!File.Exists(Events) || LineCount() < 2))
            await Task.Delay(20);
        CutDown();
        await tag.StandardInput.WriteAsync(CliLines.Ping);
        tag.StandardInput.Close();
        Assert.Equal(0, CommandLine.Finish(tag, output, error).ExitCode);
        Assert.StartsWith("{", File.ReadAllText(Events), StringComparison.Ordinal);
        Assert.Contains("203.0.113.8", Assert.Single(File.ReadAllLines(Events)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listen_begins_a_new_file_before_one_grows_over_its_size()
    {
        using (ListenProcess listen = ListenProcess.Start(1, "--tcp", "127.0.0.1:0", "--events", Events, "--rotate", "4k", "--report", _folder.At("r")))
        {
            await SendAsync(listen, 1, 100);
            Assert.Equal(0, (await listen.StopAsync()).ExitCode);
        }

        string[] files = [.. Directory.GetFiles(_folder.Path, "events.*").Where(f => f.Length > Events.Length).OrderBy(f => int.Parse(f.AsSpan(Events.Length + 1), CultureInfo.InvariantCulture)), Events];
        Assert.True(files.Length > 3);
        Assert.All(files, f => Assert.InRange(new FileInfo(f).Length, 1, 4096));
        string[] lines = [.. files.SelectMany(File.ReadAllLines)];
        Assert.Equal(100, lines.Length);
        Assert.All(lines.Index(), l => Assert.Contains($"\"source_ip\":\"192.0.2.{l.Index + 1}\"", l.Item, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("events.5", 6)]
    [InlineData("events.5.gz", 6)]
    [InlineData("events.x.9", 1)]
    [InlineData("events.99999999999999999999", 1)]
    [InlineData("event.9", 1)]
    public void Numbers_go_on_from_the_greatest_that_is_there(string there, long first)
    {
        _folder.Write(there, "before\n");
        string log = _folder.Write("kern.log", CliLines.Many(100));
        Assert.Equal(0, CommandLine.Run("tag", "--year", "2000", "--output", Events, "--rotate", "32k", log).ExitCode);
        Assert.True(File.Exists(_folder.At($"events.{first}")), string.Join(' ', Directory.GetFiles(_folder.Path)));
        Assert.Equal("before\n", File.ReadAllText(_folder.At(there)));
        Assert.DoesNotContain(Directory.GetFiles(_folder.Path), f => first > 1 && f.EndsWith("events.1", StringComparison.Ordinal));
    }

    /// <summary>What <c>logrotate</c> does with <c>copytruncate</c>.</summary>
    private void CutDown()
    {
        using var file = new FileStream(Events, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(0);
    }

    private int LineCount()
    {
        using var file = new StreamReader(new FileStream(Events, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return file.ReadToEnd().Count(c => c == '\n');
    }

    private static async Task SendAsync(ListenProcess listen, int first, int count)
    {
        using var peer = new TcpClient("127.0.0.1", listen.Port("tcp"));
        await peer.GetStream().WriteAsync(Encoding.Latin1.GetBytes(string.Concat(Enumerable.Range(first, count).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"<4>1 2026-11-20T00:00:00Z gw kernel - - - DROP IN=eth0 OUT= SRC=192.0.2.{i} DST=198.51.100.1 LEN=60 PROTO=TCP SPT=4000 DPT=22 SYN\n")))));
    }
}
