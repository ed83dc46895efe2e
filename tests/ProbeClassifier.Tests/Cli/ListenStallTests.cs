using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Cli;

/// <summary>Who reads the events stands still.</summary>
public sealed partial class ListenStallTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Reports_and_checkpoints_go_on_and_a_stop_ends_it_with_the_loss()
    {
        string report = _folder.At("report.json");
        using ListenProcess listen = ListenProcess.StartUnread(
            1, "--tcp", "127.0.0.1:0", "--events", "-", "--report", report, "--format", "json", "--checkpoint", _folder.At("state"), "--every", "1s");
        using var peer = new TcpClient("127.0.0.1", listen.Port("tcp"));
        Task sending = SendAsync(peer);

        // More than a pipe and the sink hold: from here on nothing goes on but what must. Each report is a new one.
        listen.Await(() => Lines(report) >= 1000, "no report");
        (int said, long lines) = (0, 0);
        listen.Await(IsTheSame, "the readers do not wait");
        said = Statuses(listen);
        listen.Await(() => Statuses(listen) >= said + 2 && File.Exists(_folder.At("state")), "no status and checkpoint any more");
        Assert.False(sending.IsCompleted);
        CommandResult result = await listen.StopAsync();
        await sending;

        Assert.Equal(1, result.ExitCode);
        Match lost = Lost().Match(result.Error);
        Assert.True(lost.Success, result.Error);
        long counted = Lines(report);
        long events = long.Parse(lost.Groups["count"].Value, CultureInfo.InvariantCulture);
        Assert.Contains($"{counted} messages", result.Error, StringComparison.Ordinal);

        // Each event is in the pipe or lost; of the block that was being written, both may be.
        Assert.InRange(events, counted - result.Output.Count(c => c == '\n'), counted);

        // Of two reports; a status comes behind each.
        bool IsTheSame()
        {
            int now = Statuses(listen);
            if (now < said + 2)
                return false;
            long before = lines;
            (said, lines) = (now, Lines(report));
            return lines == before;
        }
    }

    private static int Statuses(ListenProcess listen) => listen.Said.Count(l => l.Contains(" messages, ", StringComparison.Ordinal));

    private static long Lines(string file)
    {
        if (!File.Exists(file))
            return 0;
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(file));
        return report.RootElement.GetProperty("input").GetProperty("lines").GetInt64();
    }

    /// <summary>More than the buffers between hold, so that it waits in the end.</summary>
    private static async Task SendAsync(TcpClient peer)
    {
        byte[] block = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Range(0, 1000).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"<4>1 2026-11-20T00:00:00Z gw kernel - - - DROP IN=eth0 OUT= SRC=192.0.2.{i % 200} DST=198.51.100.1 LEN=60 PROTO=TCP SPT=4000 DPT=22 SYN\n"))));
        try
        {
            for (int i = 0; i < 500; i++)
                await peer.GetStream().WriteAsync(block);
        }
        catch (IOException)
        {
            // The stop closed it.
        }
    }

    [GeneratedRegex("--events - failed: nobody took them in time; (?<count>[0-9]+) events could not be written", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Lost();
}
