using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Hosting;

/// <summary>The sample with OpenTelemetry, run as a user would run it: what Prometheus reads, and what a collector is sent by OTLP.</summary>
public sealed partial class TelemetrySampleTests : IAsyncDisposable
{
    private const string Lines = """
        <4>Nov 24 10:00:00 gw kernel: DROP IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.1 LEN=60 PROTO=TCP SPT=4000 DPT=22 SYN
        <4>Nov 24 10:00:01 gw kernel: DROP IN=eth0 OUT= SRC=192.0.2.999 DST=198.51.100.1 LEN=60 PROTO=TCP SPT=4000 DPT=22 SYN

        """;

    private readonly ConcurrentDictionary<string, string> _sent = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(1));
    private readonly WebApplication _collector;

    public TelemetrySampleTests()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _collector = builder.Build();
        _collector.Urls.Add("http://127.0.0.1:0");
        _collector.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            // Protobuf has names as they are.
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            _sent.AddOrUpdate(signal, Encoding.Latin1.GetString(body.ToArray()), (_, before) => before + Encoding.Latin1.GetString(body.ToArray()));
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _collector.DisposeAsync();
        _patience.Dispose();
    }

    [SkippableFact]
    public async Task Every_documented_instrument_is_there_for_Prometheus_and_sent_by_OTLP()
    {
        Skip.If(OperatingSystem.IsWindows(), "ends by a signal");
        await _collector.StartAsync(_patience.Token);
        using Process sample = Start();
        string page;
        try
        {
            (string metrics, int port) = await AddressesAsync(sample.StandardOutput);
            using (var peer = new TcpClient("127.0.0.1", port))
                await peer.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Lines), _patience.Token);
            page = await ScrapeAsync(metrics + "/metrics");
            using Process kill = Process.Start("kill", ["-TERM", sample.Id.ToString(CultureInfo.InvariantCulture)]);
            await sample.StandardOutput.ReadToEndAsync(_patience.Token);
            await sample.WaitForExitAsync(_patience.Token);
        }
        finally
        {
            if (!sample.HasExited)
                sample.Kill();
        }

        Assert.Equal(0, sample.ExitCode);
        string[] documented = [.. Name().Matches(File.ReadAllText(RepositoryFiles.At("docs", "telemetry.md"))).Select(m => m.Groups["name"].Value)];
        Assert.True(documented.Length > 15);
        string[] exposed = [.. Exposed().Matches(page).Select(m => m.Groups["name"].Value)];
        foreach (string name in documented)
        {
            string prometheus = name.Replace('.', '_');
            Assert.Contains(exposed, e => e == prometheus || e == prometheus + "_total" || e == prometheus + "_seconds");
            Assert.Contains(name, _sent["metrics"], StringComparison.Ordinal);
        }

        Assert.Contains("probeclassifier.stop", _sent["traces"], StringComparison.Ordinal);
        Assert.All([page, .. _sent.Values], text => Assert.DoesNotContain("192.0.2.1", text, StringComparison.Ordinal));
    }

    private Process Start()
    {
        string built = RepositoryFiles.At("samples", "telemetry", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(built, "ProbeTelemetry.dll"), "--contentRoot", built, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["ProbeClassifier__Listener__Tcp__0"] = "127.0.0.1:0";
        start.Environment["ProbeClassifier__Listener__Udp__0"] = "127.0.0.1:0";
        start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = _collector.Urls.Single();
        start.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        return Process.Start(start)!;
    }

    private async Task<(string Metrics, int Port)> AddressesAsync(StreamReader output)
    {
        string? metrics = null;
        int? port = null;
        List<string> said = [];
        while (metrics is null || port is null)
        {
            string line = await output.ReadLineAsync(_patience.Token) ?? throw new InvalidOperationException("it did not listen:\n" + string.Join('\n', said));
            said.Add(line);
            if (Web().Match(line) is { Success: true } web)
                metrics = web.Groups["url"].Value;
            if (Tcp().Match(line) is { Success: true } tcp)
                port = int.Parse(tcp.Groups["port"].Value, CultureInfo.InvariantCulture);
        }

        return (metrics, port.Value);
    }

    /// <summary>Until what was sent is counted; a page is kept for a while by the exporter.</summary>
    private async Task<string> ScrapeAsync(string url)
    {
        using var client = new HttpClient();
        while (true)
        {
            string page = await client.GetStringAsync(url, _patience.Token);
            if (page.Contains("probeclassifier_tag=\"tcp/22\"", StringComparison.Ordinal) && page.Contains("bad-address", StringComparison.Ordinal))
                return page;
            await Task.Delay(TimeSpan.FromMilliseconds(100), _patience.Token);
        }
    }

    [GeneratedRegex(@"^\| `(?<name>probeclassifier\.[a-z._]+)` \| (?:counter|up-down counter|gauge) \|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Name();

    [GeneratedRegex(@"^# TYPE (?<name>\S+) ", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Exposed();

    [GeneratedRegex(@"Now listening on: (?<url>http://\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Web();

    [GeneratedRegex(@"listening on tcp 127\.0\.0\.1:(?<port>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Tcp();
}
