using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Cli;

public sealed class ListenTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("nothing to listen on; expected at least one of --tcp, --udp, --tls, --unix, --unix-stream")]
    [InlineData("--tcp \"nowhere:port\" is no endpoint; expected ADDRESS:PORT", "--tcp", "nowhere:port")]
    [InlineData("--tcp: 'example.net'; expected a numeric IPv4 or IPv6 address, or *", "--tcp", "example.net:514")]
    [InlineData("--udp: 'example.net'; expected a numeric", "--tcp", "0", "--udp", "example.net:514")]
    [InlineData("--tls: 'example.net'; expected a numeric", "--tls", "example.net:514", "--cert", "c", "--key", "k")]
    [InlineData("--unix-mode: '698'; expected three or four octal digits such as 666\n", "--unix", "a", "--unix-stream", "b", "--unix-mode", "698")]
    [InlineData("--unix: ''; expected the path of the socket's file\n", "--unix-stream", "b", "--unix", "")]
    [InlineData("--unix-stream: ''; expected the path of the socket's file\n", "--unix", "b", "--unix-stream", "")]
    [InlineData("--client-name: fw1; expected --client-ca with it", "--tls", "0", "--cert", "c", "--key", "k", "--client-name", "fw1")]
    [InlineData("--client-fingerprint: '12'; expected 64 hexadecimal digits", "--tls", "0", "--cert", "c", "--key", "k", "--client-fingerprint", "12")]
    [InlineData("--key: ''; expected the path of a PEM private key", "--tls", "0", "--cert", "c", "--key", "")]
    [InlineData("--lateness is for windows; expected --window SPAN with it", "--tcp", "0", "--lateness", "1m")]
    [InlineData("--unix-mode is for Unix sockets; expected --unix PATH or --unix-stream PATH with it", "--tcp", "0", "--unix-mode", "600")]
    [InlineData("--receive-loops is for UDP; expected --udp ENDPOINT with it", "--tcp", "0", "--receive-loops", "3")]
    [InlineData("--receive-buffer is for UDP; expected --udp ENDPOINT with it", "--tcp", "0", "--receive-buffer", "70000")]
    [InlineData("--events-format is for events; expected --events FILE with it", "--tcp", "0", "--events-format", "cef")]
    [InlineData("--only-tagged is for events; expected --events FILE with it", "--tcp", "0", "--only-tagged")]
    [InlineData("--max-connections is for connections; expected --tcp ENDPOINT, --tls ENDPOINT or --unix-stream PATH with it", "--udp", "0", "--max-connections", "3")]
    [InlineData("--idle-timeout is for connections; expected", "--unix", "s", "--idle-timeout", "3s")]
    [InlineData("--frame-timeout is for connections; expected", "--udp", "0", "--frame-timeout", "3s")]
    [InlineData("--max-connections-per-address is for connections from addresses; expected --tcp ENDPOINT or --tls ENDPOINT with it", "--unix-stream", "s", "--max-connections-per-address", "3")]
    [InlineData("--format is for the report, and --events - takes its place; expected --report FILE with it", "--tcp", "0", "--events", "-", "--format", "json")]
    [InlineData("--tls needs --cert FILE and --key FILE", "--tls", "6514")]
    [InlineData("--key is for TLS; expected --tls ENDPOINT with it", "--tcp", "0", "--key", "key.pem")]
    [InlineData("--every \"0s\" is no span; expected from 1s to 24h", "--tcp", "0", "--every", "0s")]
    [InlineData("--window \"30s\" is no span; expected from 60s to 31d", "--tcp", "0", "--window", "30s")]
    [InlineData("names one file for all windows; expected {window} in its name", "--tcp", "0", "--window", "1h", "--report", "r.txt")]
    [InlineData("has {window} in it; expected --window with it", "--tcp", "0", "--report", "r-{window}.txt")]
    [InlineData("--report \"/no/such/folder/r.txt\" cannot be written", "--tcp", "0", "--report", "/no/such/folder/r.txt")]
    [InlineData("--events \"/no/such/folder/e\" cannot be written", "--tcp", "0", "--events", "/no/such/folder/e")]
    [InlineData("--rotate is for files; expected --events FILE with it", "--tcp", "0", "--events", "-", "--rotate", "1m")]
    [InlineData("--rotate is for files; expected --events FILE with it", "--tcp", "0", "--rotate", "1m")]
    [InlineData("--rotate \"4095\" is no size", "--tcp", "0", "--events", "e", "--rotate", "4095")]
    [InlineData("--max-connections \"0\" is not valid; expected a number from 1 to 1000000", "--tcp", "0", "--max-connections", "0")]
    public void What_cannot_be_is_refused_before_anything_is_bound(string expected, params string[] arguments)
    {
        CommandResult result = CommandLine.Run(["listen", .. arguments]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("listening on", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_of_a_value_that_several_endpoints_share_is_told_once()
    {
        CommandResult result = CommandLine.Run("listen", "--unix", "a", "--unix-stream", "b", "--unix-mode", "698");
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Options_that_are_for_something_are_taken_with_it()
    {
        using ListenProcess listen = ListenProcess.Start(
            3, "--tcp", "127.0.0.1:0", "--udp", "127.0.0.1:0", "--unix", _folder.At("socket"), "--unix-mode", "600", "--receive-loops", "1", "--receive-buffer", "65536", "--max-connections", "5",
            "--window", "1h", "--lateness", "1m", "--events", "-", "--events-format", "cef", "--only-tagged", "--report", _folder.At("r-{window}"), "--format", "json");
        Assert.Equal(0, (await listen.StopAsync()).ExitCode);
    }

    [Fact]
    public void A_port_that_is_taken_fails_with_its_name()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        CommandResult result = CommandLine.Run("listen", "--tcp", $"127.0.0.1:{port}");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"127.0.0.1 port {port}", result.Error, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task At_the_end_the_report_comes_with_all_that_had_arrived(string signal)
    {
        Skip.If(string.Equals(signal, "INT", StringComparison.Ordinal) && IgnoresInterrupts(), "a shell started this in the background: SIGINT is ignored, and stays so");
        using ListenProcess listen = ListenProcess.Start(1, "--tcp", "127.0.0.1:0", "--timezone", "UTC");
        await SendAsync(listen.Port("tcp"), string.Concat(Enumerable.Range(0, 500).Select(i => Packet(0, i) + "\n")));
        CommandResult result = await listen.StopAsync(signal);
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("Probe report", result.Output, StringComparison.Ordinal);
        Assert.Contains("lines 500", result.Output, StringComparison.Ordinal);
        Assert.Contains("500 messages", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_that_takes_its_time_is_not_cut_short()
    {
        using ListenProcess listen = ListenProcess.Start(1, "--tcp", "127.0.0.1:0", "--timezone", "UTC");
        using var peer = new TcpClient("127.0.0.1", listen.Port("tcp"));
        using var isOver = new CancellationTokenSource();

        // A peer that is never quiet: the drain takes all the time it has.
        var sending = Task.Run(async () =>
        {
            byte[] packet = Encoding.Latin1.GetBytes(Packet(0, 1) + "\n");
            try
            {
                while (!isOver.IsCancellationRequested)
                {
                    await peer.GetStream().WriteAsync(packet);
                    await Task.Delay(20);
                }
            }
            catch (IOException)
            {
                // It has closed.
            }
        });
        CommandResult result = await listen.StopAsync();
        await isOver.CancelAsync();
        await sending;
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("Probe report", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_file_is_replaced_time_after_time_and_events_go_to_standard_output()
    {
        string file = _folder.At("report.json");
        using ListenProcess listen = ListenProcess.Start(1, "--tcp", "127.0.0.1:0", "--report", file, "--format", "json", "--every", "1s", "--events", "-", "--only-tagged");
        await SendAsync(listen.Port("tcp"), Packet(0, 1) + "\n" + Packet(0, 2, port: 4444) + "\n");
        listen.Await(() => File.Exists(file) && Lines(file) == 2, "the report was not replaced");
        await SendAsync(listen.Port("tcp"), Packet(0, 3) + "\n");
        listen.Await(() => Lines(file) == 3, "the report was not replaced again");
        CommandResult result = await listen.StopAsync();
        Assert.Equal(0, result.ExitCode);
        string[] events = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, events.Length);
        Assert.All(events, e => Assert.Equal("tcp/22", JsonSerializer.Deserialize<JsonElement>(e).GetProperty("tags")[0].GetString()));
        Assert.Equal(["report.json"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Events_are_written_in_the_format_asked_for()
    {
        using ListenProcess listen = ListenProcess.Start(1, "--tcp", "127.0.0.1:0", "--report", _folder.At("r"), "--events", _folder.At("e"), "--events-format", "cef");
        await SendAsync(listen.Port("tcp"), Packet(0, 1) + "\n");
        Assert.Equal(0, (await listen.StopAsync()).ExitCode);
        Assert.StartsWith("CEF:0|", Assert.Single(File.ReadAllLines(_folder.At("e"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_window_has_a_file_of_its_own()
    {
        using ListenProcess listen = ListenProcess.Start(1, "--tcp", "127.0.0.1:0", "--report", _folder.At("r-{window}.json"), "--format", "json", "--window", "1h", "--lateness", "0s", "--every", "1s");
        await SendAsync(listen.Port("tcp"), Packet(0, 1) + "\n" + Packet(1, 2) + "\n" + Packet(1, 3) + "\n");
        listen.Await(() => File.Exists(_folder.At("r-2026-11-20T00-00Z.json")), "the window that closed was not written");
        Assert.Equal(0, (await listen.StopAsync()).ExitCode);
        Assert.Equal((1, 2), (Lines(_folder.At("r-2026-11-20T00-00Z.json")), Lines(_folder.At("r-2026-11-20T01-00Z.json"))));
    }

    [Fact]
    public async Task A_killed_one_goes_on_from_its_checkpoint()
    {
        string[] arguments = ["--tcp", "127.0.0.1:0", "--report", _folder.At("r.json"), "--format", "json", "--every", "1s", "--checkpoint", _folder.At("state")];
        using (ListenProcess first = ListenProcess.Start(1, arguments))
        {
            await SendAsync(first.Port("tcp"), Packet(0, 1) + "\n" + Packet(0, 2) + "\n");

            // Each report is followed by a checkpoint: the one after next has both packets.
            first.Await(() => File.Exists(_folder.At("r.json")) && Lines(_folder.At("r.json")) == 2 && File.Exists(_folder.At("state")), "no report");
            int reports = first.Said.Count(l => l.Contains(" messages, ", StringComparison.Ordinal));
            first.Await(() => first.Said.Count(l => l.Contains(" messages, ", StringComparison.Ordinal)) >= reports + 2, "no checkpoint");
            await first.StopAsync("KILL");
        }

        using ListenProcess second = ListenProcess.Start(1, arguments);
        await SendAsync(second.Port("tcp"), Packet(0, 3) + "\n");
        Assert.Equal(0, (await second.StopAsync()).ExitCode);
        Assert.Equal(3, Lines(_folder.At("r.json")));
        CommandResult other = CommandLine.Run(["listen", "--year", "2000", .. arguments]);
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("was made with the year none, not 2000", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_reads_the_events_may_go_away()
    {
        using System.Diagnostics.Process shell = CommandLine.StartOther(
            "bash", ["-c", $"dotnet '{CommandLine.Program}' listen --tcp 127.0.0.1:0 --events - 2>'{_folder.At("said")}' | head -n 1; exit ${{PIPESTATUS[0]}}"]);
        shell.StandardInput.Close();
        Task<string> output = shell.StandardOutput.ReadToEndAsync();
        Task<string> error = shell.StandardError.ReadToEndAsync();
        while (!File.Exists(_folder.At("said")) || !File.ReadAllText(_folder.At("said")).EndsWith('\n'))
            await Task.Delay(20);
        int port = int.Parse(File.ReadAllText(_folder.At("said")).Trim().Split(':')[^1], CultureInfo.InvariantCulture);
        using var peer = new TcpClient("127.0.0.1", port);
        NetworkStream stream = peer.GetStream();
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        while (!shell.HasExited && System.Diagnostics.Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(1))
        {
            try
            {
                await stream.WriteAsync(Encoding.Latin1.GetBytes(Packet(0, 1) + "\n"));
            }
            catch (IOException)
            {
                // It has closed.
            }

            await Task.Delay(50);
        }

        CommandResult result = CommandLine.Finish(shell, output, error);
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("{\"time\":", result.Output, StringComparison.Ordinal);
    }

    /// <summary>A packet in an hour of 20 November 2026, which is past wherever this runs.</summary>
    private static string Packet(int hour, int number, int port = 22) => string.Create(
        CultureInfo.InvariantCulture,
        $"<4>1 2026-11-20T{hour:00}:00:00Z gw kernel - - - DROP IN=eth0 OUT= SRC=192.0.2.{number % 200} DST=198.51.100.1 LEN=60 PROTO=TCP SPT=4000 DPT={port} SYN");

    private static async Task SendAsync(int port, string text)
    {
        using var peer = new TcpClient("127.0.0.1", port);
        await peer.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text));
    }

    /// <summary>Whether processes that are started here ignore SIGINT, as children of a background job of a shell do.</summary>
    private static bool IgnoresInterrupts()
    {
        const string Field = "SigIgn:";
        string? mask = !File.Exists("/proc/self/status") ? null : File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith(Field, StringComparison.Ordinal));
        return mask is not null && (ulong.Parse(mask.AsSpan(Field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 2) != 0;
    }

    private static long Lines(string file)
    {
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(file));
        return report.RootElement.GetProperty("input").GetProperty("lines").GetInt64();
    }
}
