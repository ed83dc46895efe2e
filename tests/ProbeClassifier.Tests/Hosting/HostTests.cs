using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProbeClassifier.Events;
using ProbeClassifier.Hosting;
using ProbeClassifier.Listener;
using ProbeClassifier.Live;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tagging;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Hosting;

public sealed class HostTests
{
    private const string Packet = "2026-11-24T00:00:00Z gw kernel: DROP IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.1 LEN=60 PROTO=TCP SPT=4000 DPT=22 SYN";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_generic_host_listens_and_reports_what_came_before_it_stops()
    {
        using IHost host = Build(["Listener:Tcp:0=127.0.0.1:0", "Home:0=198.51.100.0/24"], p => p.AddSyslogListener().AddReportSink<ListSink>(TimeSpan.FromHours(1)));
        await host.StartAsync();
        using (var peer = new TcpClient("127.0.0.1", PortOf(host)))
            await peer.GetStream().WriteAsync(Encoding.Latin1.GetBytes($"{Packet.Length} {Packet}<4>{Packet}\n"));
        await host.StopAsync();
        WindowReport last = Assert.Single(Sink(host).Reports);
        Assert.True(last.IsClosed);
        Assert.Equal((2, 2), (last.Report.Summary.Lines, last.Report.Summary.Events));
    }

    [Fact]
    public async Task Reports_come_time_after_time()
    {
        using IHost host = Build([], p => p.AddReportSink<ListSink>(TimeSpan.FromSeconds(1)));
        host.Services.GetRequiredService<ProbeCollector>().OpenInput().ParseFrame(Encoding.Latin1.GetBytes(Packet));
        await host.StartAsync();
        await Sink(host).Second.Task.WaitAsync(Patience);
        await host.StopAsync();
        Assert.All(Sink(host).Reports, r => Assert.Equal(1, r.Report.Summary.Events));
        Assert.Equal([true], Sink(host).Reports.Where(r => r.IsClosed).Select(r => r.IsClosed));
    }

    [Fact]
    public async Task A_window_that_closed_comes_to_every_sink_once_and_again_to_one_that_failed()
    {
        using IHost host = Build(
            ["Window=01:00:00", "Lateness=00:00:00"],
            p => p.AddReportSink<FailingOnceSink>(TimeSpan.FromSeconds(1)).AddReportSink<ListSink>(TimeSpan.FromHours(1)));
        CollectorInput input = host.Services.GetRequiredService<ProbeCollector>().OpenInput();
        input.ParseFrame(Encoding.Latin1.GetBytes(Packet));
        input.ParseFrame(Encoding.Latin1.GetBytes(Packet.Replace("T00:", "T02:", StringComparison.Ordinal)));
        await host.StartAsync();
        FailingOnceSink failing = host.Services.GetRequiredService<FailingOnceSink>();
        await failing.Taken.Task.WaitAsync(Patience);
        await host.StopAsync();
        DateTimeOffset first = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal([first, first.AddHours(2)], failing.Reports.Where(r => r.IsClosed).Select(r => r.Start!.Value));
        Assert.Equal([first, first.AddHours(2)], Sink(host).Reports.Select(r => r.Start!.Value));
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_the_start()
    {
        using IHost host = Build(
            ["TimeZone=Nowhere/City", "Home:0=192.0.2.0/33", "Lanes=0", "Window=00:00:01", "Rules=/no/such/rules.json", "MaxFrameBytes=1", "Listener:Tcp:0=nobody:x", "Listener:MaxConnections=0"],
            p => p.AddSyslogListener());
        OptionsValidationException e = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        foreach (string named in (string[])["TimeZone: 'Nowhere/City'", "Home[0]: '192.0.2.0/33'", "Lanes: 0", "Window: 00:00:01", "Rules: '/no/such/rules.json'", "MaxFrameBytes", "Listener.Tcp[0]: 'nobody:x'", "Listener.MaxConnections: 0"])
            Assert.Contains(e.Failures, f => f.StartsWith("ProbeClassifier:" + named, StringComparison.Ordinal) || f.Contains(named, StringComparison.Ordinal));
        Assert.Equal(8, e.Failures.Count());
    }

    [Fact]
    public async Task A_port_that_is_taken_stops_the_start_with_its_name()
    {
        using var taken = new TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        int port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        using IHost host = Build([$"Listener:Tcp:0=127.0.0.1:{port}"], p => p.AddSyslogListener());
        ListenerStartException e = await Assert.ThrowsAsync<ListenerStartException>(() => host.StartAsync());
        Assert.Contains($"127.0.0.1 port {port}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_tells_whether_it_listens_and_how_old_the_newest_event_is()
    {
        var clock = new ManualTime(new DateTimeOffset(2026, 11, 24, 0, 0, 10, TimeSpan.Zero));
        using IHost host = Build(["MaxLag=00:01:00", "Listener:Udp:0=127.0.0.1:0"], p => p.AddSyslogListener().Services.AddSingleton<TimeProvider>(clock));
        HealthCheckService health = host.Services.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync()).Status);
        await host.StartAsync();
        host.Services.GetRequiredService<ProbeCollector>().OpenInput().ParseFrame(Encoding.Latin1.GetBytes(Packet));
        HealthReport report = await health.CheckHealthAsync();
        Assert.Equal(HealthStatus.Healthy, report.Status);
        Assert.Equal(10.0, report.Entries["probeclassifier"].Data["lagSeconds"]);
        Assert.Contains("udp 127.0.0.1:", (string)report.Entries["probeclassifier"].Data["endpoints"], StringComparison.Ordinal);
        clock.Now += TimeSpan.FromMinutes(2);
        report = await health.CheckHealthAsync();
        Assert.Equal(HealthStatus.Degraded, report.Status);
        Assert.Contains("130 s old", report.Entries["probeclassifier"].Description, StringComparison.Ordinal);
        await host.StopAsync();
        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync()).Status);
    }

    [Fact]
    public async Task A_web_application_serves_its_health_beside_it()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(Pairs(["Listener:Tcp:0=127.0.0.1:0"]).Append(new("urls", "http://127.0.0.1:0")));
        builder.Services.AddProbeClassifier(p => p.AddSyslogListener());
        await using WebApplication app = builder.Build();
        app.MapHealthChecks("/health");
        await app.StartAsync();
        using var client = new HttpClient();
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri(app.Urls.First() + "/health")));
        await app.StopAsync();
    }

    [Fact]
    public async Task Rules_of_the_code_and_an_event_sink_are_used()
    {
        RuleSet rules = RuleSet.Default.ToBuilder().AddPort(Transport.Tcp, 4444, "tcp/4444", service: "metasploit").Build();
        using IHost host = Build(["Rules=/no/such/file"], p => p.UseRules(rules).UseEventSink<TagSink>());
        await host.StartAsync();
        host.Services.GetRequiredService<ProbeCollector>().OpenInput().ParseFrame(Encoding.Latin1.GetBytes(Packet.Replace("DPT=22", "DPT=4444", StringComparison.Ordinal)));
        await host.StopAsync();
        Assert.Equal(["tcp/4444"], ((TagSink)host.Services.GetRequiredService<IProbeEventSink>()).Seen);
    }

    [Fact]
    public void It_is_added_once()
    {
        var services = new ServiceCollection();
        services.AddProbeClassifier();
        Assert.Throws<InvalidOperationException>(() => services.AddProbeClassifier());
    }

    private static IHost Build(string[] settings, Action<ProbeClassifierBuilder> build)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(Pairs(settings));
        builder.Services.AddLogging();
        builder.Services.AddProbeClassifier(build);
        return builder.Build();
    }

    private static IEnumerable<KeyValuePair<string, string?>> Pairs(string[] settings) =>
        settings.Select(s => s.Split('=', 2)).Select(p => new KeyValuePair<string, string?>("ProbeClassifier:" + p[0], p[1]));

    private static int PortOf(IHost host) => host.Services.GetRequiredService<ProbeService>().Listener!.Endpoints[0].Port;

    private static ListSink Sink(IHost host) => host.Services.GetRequiredService<ListSink>();

    private sealed class ListSink : IProbeReportSink
    {
        public List<WindowReport> Reports { get; } = [];

        public TaskCompletionSource Second { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ValueTask WriteAsync(WindowReport report, CancellationToken cancellationToken)
        {
            Reports.Add(report);
            if (Reports.Count == 2)
                Second.TrySetResult();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class FailingOnceSink : IProbeReportSink
    {
        private bool _failed;

        public List<WindowReport> Reports { get; } = [];

        public TaskCompletionSource Taken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ValueTask WriteAsync(WindowReport report, CancellationToken cancellationToken)
        {
            if (!_failed)
            {
                _failed = true;
                throw new IOException("not yet");
            }

            Reports.Add(report);
            Taken.TrySetResult();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class TagSink : IProbeEventSink
    {
        public List<string> Seen { get; } = [];

        public void OnEvent(in ProbeEvent probe, TagSet tags) => Seen.Add(string.Join(',', tags.Tags.Select(t => t.Id)));
    }
}
