using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProbeClassifier.Listener;
using ProbeClassifier.Live;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Hosting;

/// <summary>
/// Listens, and gives reports to the sinks. One service for both, since the order of a stop matters: first nothing more comes in, then
/// what came is reported for the last time.
/// </summary>
internal sealed class ProbeService : IHostedService, IAsyncDisposable
{
    private readonly ProbeCollector _collector;
    private readonly HostPlan _plan;
    private readonly ProbeClassifierSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger<ProbeService> _logger;
    private readonly List<ReportDelivery> _deliveries;
    private readonly CollectorMetrics _metrics;
    private readonly IMeterFactory? _meters;
    private readonly CancellationTokenSource _stop = new();

    /// <summary>A window that closed is in the collector or kept for the sinks; a checkpoint must find it in one of them.</summary>
    private readonly Lock _gate = new();

    private Task[] _reporting = [];
    private Task _saving = Task.CompletedTask;

    public ProbeService(
        ProbeCollector collector,
        HostPlan plan,
        IOptions<ProbeClassifierSettings> settings,
        TimeProvider time,
        IServiceProvider services,
        ILogger<ProbeService> logger)
    {
        _collector = collector;
        _plan = plan;
        _settings = settings.Value;
        _time = time;
        _meters = services.GetService<IMeterFactory>();
        _logger = logger;
        _deliveries = [.. plan.ReportSinks.Select(s => new ReportDelivery(s.Sink(services), s.Every, logger))];
        _metrics = new CollectorMetrics(collector, _meters);
    }

    /// <summary>Null when the host does not listen, or before the start.</summary>
    public SyslogListener? Listener { get; private set; }

    public bool IsRunning { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using Activity? activity = ProbeActivities.Source.StartActivity("probeclassifier.start");
        HostLog.Started(_logger, _collector.Options.Rollup.Rules.Name, _collector.Options.Rollup.Rules.Rules.Count);
        if (_plan.Checkpoint?.Warning is { } warning)
            HostLog.PreviousCheckpoint(_logger, _settings.Checkpoint!, warning);
        if (_plan.Listens)
        {
            var notices = new ListenerLog(_logger);
            Listener = new SyslogListener(_collector, new SettingsReading(_settings, _plan.Rules, _time).Listener(), _time, notices.Write, _meters);
            await Listener.StartAsync(cancellationToken).ConfigureAwait(false);
        }

        _reporting = [.. _deliveries.Select(d => RepeatAsync(d.Every, () => ReportAsync(d), _stop.Token))];
        if (_plan.Checkpoint is not null)
            _saving = RepeatAsync(_settings.CheckpointEvery, SaveAsync, _stop.Token);
        IsRunning = true;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!IsRunning)
            return;
        IsRunning = false;
        using Activity? activity = ProbeActivities.Source.StartActivity("probeclassifier.stop");
        if (Listener is not null)
            await Listener.StopAsync(cancellationToken).ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _saving.ConfigureAwait(false);

        // The checkpoint has what is still open, for the reports of now close it. And first: a sink may take all the time that there is.
        await SaveAsync().ConfigureAwait(false);
        IReadOnlyList<WindowReport> last = Collect(isEnd: true);
        await Task.WhenAll(_deliveries.Select((delivery, i) => FinishAsync(delivery, _reporting[i], cancellationToken))).ConfigureAwait(false);
        RollupSummary[] summaries = [.. last.Select(r => r.Report.Summary)];
        HostLog.Stopped(_logger, summaries.Sum(s => s.Lines), summaries.Sum(s => s.Events));
    }

    public async ValueTask DisposeAsync()
    {
        if (Listener is not null)
            await Listener.DisposeAsync().ConfigureAwait(false);
        _plan.Checkpoint?.Dispose();
        _metrics.Dispose();
        _stop.Dispose();
    }

    private async Task RepeatAsync(TimeSpan every, Func<Task> work, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(every, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
                await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops: the last reports and the last checkpoint come from there.
        }
    }

    /// <summary>The last reports for a sink, when it has done with those before. Ends when the host waits no longer, whatever the sink does.</summary>
    private async Task FinishAsync(ReportDelivery delivery, Task reporting, CancellationToken cancellationToken)
    {
        try
        {
            await reporting.WaitAsync(cancellationToken).ConfigureAwait(false);
            await Task.Run(() => delivery.WriteAsync([], cancellationToken), CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            HostLog.SinkUnfinished(_logger, delivery.Name);
        }
    }

    private async Task ReportAsync(ReportDelivery delivery)
    {
        using Activity? activity = ProbeActivities.Source.StartActivity("probeclassifier.report");
        await delivery.WriteAsync(Collect(isEnd: false).Where(r => !r.IsClosed), _stop.Token).ConfigureAwait(false);
    }

    private Task SaveAsync()
    {
        try
        {
            lock (_gate)
                _plan.Checkpoint?.Save(_deliveries.SelectMany(d => d.Waiting()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            HostLog.CheckpointFailed(_logger, _settings.Checkpoint!, e);
        }

        return Task.CompletedTask;
    }

    /// <summary>The reports. Those of windows that closed come once from the collector, so every sink keeps them.</summary>
    private IReadOnlyList<WindowReport> Collect(bool isEnd)
    {
        lock (_gate)
        {
            IReadOnlyList<WindowReport> reports = _collector.Collect(_settings.TopSources, isEnd);
            WindowReport[] closed = [.. reports.Where(r => r.IsClosed)];
            foreach (ReportDelivery delivery in _deliveries)
                delivery.Keep(closed);
            return reports;
        }
    }
}
