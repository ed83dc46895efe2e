using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using ProbeClassifier.Live;

namespace ProbeClassifier.Hosting;

/// <summary>One sink, and the windows that closed and that it has not taken yet.</summary>
internal sealed class ReportDelivery(IProbeReportSink sink, TimeSpan every, ILogger logger)
{
    /// <summary>Closed windows that wait for a sink that fails; the oldest are let go, which is said.</summary>
    private const int MaxWaiting = 1024;

    private readonly Lock _gate = new();
    private readonly Queue<WindowReport> _closed = [];

    public TimeSpan Every { get; } = every;

    /// <summary>The sink, for logs.</summary>
    public string Name { get; } = sink.GetType().Name;

    /// <summary>Keeps windows that have just closed.</summary>
    public void Keep(IEnumerable<WindowReport> closed)
    {
        lock (_gate)
        {
            foreach (WindowReport report in closed)
            {
                _closed.Enqueue(report);
                if (_closed.Count > MaxWaiting)
                    HostLog.WindowDropped(logger, Name, _closed.Dequeue().Start);
            }
        }
    }

    /// <summary>What it keeps.</summary>
    public WindowReport[] Waiting()
    {
        lock (_gate)
            return [.. _closed];
    }

    /// <summary>Gives the sink what waits, then the open windows. What it does not take is logged, and comes again.</summary>
    public async Task WriteAsync(IEnumerable<WindowReport> open, CancellationToken cancellationToken)
    {
        try
        {
            while (Next() is { } report)
            {
                await sink.WriteAsync(report, cancellationToken).ConfigureAwait(false);
                lock (_gate)
                    _closed.TryDequeue(out _);
            }

            foreach (WindowReport report in open)
                await sink.WriteAsync(report, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            // A sink's fault must not end the counting.
            HostLog.SinkFailed(logger, Name, e);
        }
    }

    private WindowReport? Next()
    {
        lock (_gate)
            return _closed.TryPeek(out WindowReport? report) ? report : null;
    }
}
