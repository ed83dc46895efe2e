using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using ProbeClassifier.Listener;
using ProbeClassifier.Live;

namespace ProbeClassifier.Hosting;

/// <summary>
/// Unhealthy when it ought to listen and does not; degraded when datagrams were dropped since the last check, or when the newest
/// event is older than <see cref="ProbeClassifierSettings.MaxLag"/>; else healthy. The data name what was looked at.
/// </summary>
internal sealed class ProbeHealthCheck(ProbeService service, ProbeCollector collector, HostPlan plan, IOptions<ProbeClassifierSettings> settings, TimeProvider time) : IHealthCheck
{
    public const string Name = "probeclassifier";

    private long _dropsSeen;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        Dictionary<string, object> data = [];
        if (!service.IsRunning)
            return Task.FromResult(HealthCheckResult.Unhealthy("not running", data: data));
        List<string> faults = [];
        if (plan.Listens && service.Listener is { } listener)
        {
            ListenerCounters counters = listener.Counters;
            long dropped = counters.KernelDrops - Interlocked.Exchange(ref _dropsSeen, counters.KernelDrops);
            data["endpoints"] = string.Join(", ", listener.Endpoints.Select(e => e.ToString()));
            data["connections"] = counters.Active;
            data["dropped"] = counters.KernelDrops;
            if (dropped > 0)
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{dropped} datagrams were dropped since the last check; raise UdpReceiveBufferBytes and net.core.rmem_max"));
        }

        if (collector.NewestEvent is { } newest)
        {
            TimeSpan lag = time.GetUtcNow() - newest;
            data["lagSeconds"] = Math.Max(0, lag.TotalSeconds);
            if (lag > settings.Value.MaxLag)
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"the newest event is {lag.TotalSeconds:F0} s old"));
        }

        return Task.FromResult(faults.Count == 0
            ? HealthCheckResult.Healthy(data: data)
            : HealthCheckResult.Degraded(string.Join("; ", faults), data: data));
    }
}
