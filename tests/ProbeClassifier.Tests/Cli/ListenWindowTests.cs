using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Cli;

/// <summary>Windows that closed, and a report that cannot be written.</summary>
public sealed class ListenWindowTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("r-{window}.txt")]
    [InlineData("r.txt")]
    public void A_folder_that_is_not_there_is_told_at_the_start(string name)
    {
        string[] window = name.Contains("{window}", StringComparison.Ordinal) ? ["--window", "1h"] : [];
        CommandResult result = CommandLine.Run(["listen", "--tcp", "127.0.0.1:0", "--report", _folder.At("absent/" + name), .. window]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("cannot be written: its directory is not there", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("listening on", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_window_whose_report_could_not_be_written_comes_after_the_next_start()
    {
        string reports = _folder.At("reports");
        string[] arguments =
        [
            "--tcp", "127.0.0.1:0", "--window", "1h", "--lateness", "0s", "--every", "1s", "--format", "json",
            "--checkpoint", _folder.At("state"), "--report", Path.Combine(reports, "r-{window}.json"),
        ];
        Directory.CreateDirectory(reports);
        using (ListenProcess first = ListenProcess.Start(1, arguments))
        {
            // The folder goes away, as that of a disk that is not mounted any more.
            Directory.Delete(reports);
            await SendAsync(first, [.. Enumerable.Repeat(0, 10), 3]);
            first.Await(() => first.Said.Any(l => l.Contains("its directory is not there; it is tried again", StringComparison.Ordinal)), "nothing was told");
            first.Await(() => File.Exists(_folder.At("state")), "no checkpoint while a report waits");
            CommandResult ended = await first.StopAsync();
            Assert.Equal(1, ended.ExitCode);
            Assert.Contains("its directory is not there; the checkpoint has it", ended.Error, StringComparison.Ordinal);
        }

        Directory.CreateDirectory(reports);
        using ListenProcess second = ListenProcess.Start(1, arguments);
        await SendAsync(second, [3]);
        Assert.Equal(0, (await second.StopAsync()).ExitCode);
        Assert.Equal(["r-2026-11-20T00-00Z.json", "r-2026-11-20T03-00Z.json"], Directory.GetFiles(reports).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal((10, 2), (Lines(Path.Combine(reports, "r-2026-11-20T00-00Z.json")), Lines(Path.Combine(reports, "r-2026-11-20T03-00Z.json"))));
    }

    private static async Task SendAsync(ListenProcess listen, int[] hours)
    {
        using var peer = new TcpClient("127.0.0.1", listen.Port("tcp"));
        await peer.GetStream().WriteAsync(Encoding.Latin1.GetBytes(string.Concat(hours.Select(hour => string.Create(
            CultureInfo.InvariantCulture,
            $"<4>1 2026-11-20T{hour:00}:00:00Z gw kernel - - - DROP IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.1 LEN=60 PROTO=TCP SPT=4000 DPT=22 SYN\n")))));
    }

    private static long Lines(string file)
    {
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(file));
        return report.RootElement.GetProperty("input").GetProperty("lines").GetInt64();
    }
}
