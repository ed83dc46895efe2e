using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProbeClassifier.Hosting;
using ProbeClassifier.Live;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Hosting;

/// <summary>What a checkpoint and sinks have after a stop that did not go well.</summary>
public sealed class HostStopTests : IDisposable
{
    private static readonly DateTimeOffset First = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_closed_window_that_a_sink_did_not_take_comes_after_the_next_start()
    {
        var failing = new Sink((_, _) => throw new IOException("no room"));
        using (IHost host = Build(failing))
        {
            Feed(host, 0, 2);
            await host.StartAsync();
            await failing.Called.Task.WaitAsync(Patience);
            await host.StopAsync();
        }

        var taking = new Sink();
        using (IHost host = Build(taking))
        {
            await host.StartAsync();
            await host.StopAsync();
        }

        Assert.Equal([First, First.AddHours(2)], taking.Closed);
    }

    [Fact]
    public async Task A_sink_that_does_not_end_holds_up_neither_the_checkpoint_nor_the_others_nor_the_host()
    {
        // It does not look at its token either.
        var hanging = new Sink((_, _) => new TaskCompletionSource().Task);
        var second = new SecondSink();
        using var patience = new CancellationTokenSource();
        IHost host = Build(hanging, second);
        Feed(host, 0, 2);
        await host.StartAsync();
        await hanging.Called.Task.WaitAsync(Patience);
        Task stopping = host.StopAsync(patience.Token);
        await second.Called.Task.WaitAsync(Patience);
        await patience.CancelAsync();
        await stopping.WaitAsync(Patience);
        host.Dispose();
        Assert.Equal([First, First.AddHours(2)], second.Closed);

        var taking = new Sink();
        using (IHost next = Build(taking))
        {
            await next.StartAsync();
            await next.StopAsync();
        }

        Assert.Equal([First, First.AddHours(2)], taking.Closed);
    }

    private IHost Build(params Sink[] sinks)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ProbeClassifier:Window"] = "01:00:00",
            ["ProbeClassifier:Lateness"] = "00:00:00",
            ["ProbeClassifier:Checkpoint"] = _folder.At("state"),
        });
        builder.Services.AddLogging();
        builder.Services.AddProbeClassifier(probes =>
        {
            // A type is a sink once: the second is another.
            probes.AddReportSink<Sink>(TimeSpan.FromSeconds(1)).Services.AddSingleton(sinks[0]);
            if (sinks.Length > 1)
                probes.AddReportSink<SecondSink>(TimeSpan.FromHours(1)).Services.AddSingleton((SecondSink)sinks[1]);
        });
        return builder.Build();
    }

    private static void Feed(IHost host, params int[] hours)
    {
        CollectorInput input = host.Services.GetRequiredService<ProbeCollector>().OpenInput();
        foreach (int hour in hours)
            input.ParseFrame(Encoding.Latin1.GetBytes($"2026-11-24T{hour:00}:00:00Z gw kernel: DROP IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.1 LEN=60 PROTO=TCP SPT=4000 DPT=22 SYN"));
    }

    private class Sink(Func<WindowReport, CancellationToken, Task>? work = null) : IProbeReportSink
    {
        private readonly List<WindowReport> _reports = [];

        public TaskCompletionSource Called { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<DateTimeOffset> Closed => [.. _reports.Where(r => r.IsClosed).Select(r => r.Start!.Value)];

        public async ValueTask WriteAsync(WindowReport report, CancellationToken cancellationToken)
        {
            Called.TrySetResult();
            if (work is not null)
                await work(report, cancellationToken);
            _reports.Add(report);
        }
    }

    private sealed class SecondSink : Sink;
}
