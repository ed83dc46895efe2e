using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Listener.Accounting;
using ProbeClassifier.Listener.Connections;
using ProbeClassifier.Listener.Framing;
using ProbeClassifier.Live;

namespace ProbeClassifier.Listener;

/// <summary>
/// Receives syslog over TCP, TLS, UDP and Unix sockets, and hands each message to a <see cref="ProbeCollector"/> where it lies. Memory
/// is bounded, every loss is counted, no peer can hold up another. Starts once and stops once. Thread-safe.
/// </summary>
public sealed class SyslogListener : IAsyncDisposable
{
    private readonly ListenerContext _context;
    private readonly ListenerEndpoints _endpoints;
    private readonly ListenerMetrics _metrics;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _over = new();

    /// <summary>Cancelled when a stop has waited long enough for the collector's event sink to have room.</summary>
    private readonly CancellationTokenSource _patience;

    private readonly Lock _lock = new();
    private Task? _running;
    private Task? _stopping;

    /// <summary>Makes a listener that does not listen yet.</summary>
    /// <param name="collector">What counts the messages. It may be shared.</param>
    /// <param name="options">Where to listen, and the bounds.</param>
    /// <param name="timeProvider">The clock of all time limits; null for the system's.</param>
    /// <param name="notices">Told of what is worth a line in a log, from any thread; it must not take long. What it throws is ignored.</param>
    /// <param name="meters">A host's meter factory; null for a meter of one's own.</param>
    /// <exception cref="ArgumentException">An option is wrong; the message has one line for each.</exception>
    public SyslogListener(
        ProbeCollector collector,
        SyslogListenerOptions options,
        TimeProvider? timeProvider = null,
        Action<ListenerNotice>? notices = null,
        IMeterFactory? meters = null)
        : this(
            patience => new CollectorSink(collector.OpenInput(patience)),
            options,
            timeProvider,
            notices,
            meters,
            patience => new CollectorSink(collector.OpenUnorderedInput(patience))) =>
        ArgumentNullException.ThrowIfNull(collector);

    internal SyslogListener(
        Func<CancellationToken, IFrameSink> openSink,
        SyslogListenerOptions options,
        TimeProvider? timeProvider = null,
        Action<ListenerNotice>? notices = null,
        IMeterFactory? meters = null,
        Func<CancellationToken, IFrameSink>? openUnorderedSink = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<string> errors = options.Validate();
        if (errors.Count > 0)
            throw new ArgumentException(string.Join('\n', errors), nameof(options));
        TimeProvider time = timeProvider ?? TimeProvider.System;
        _patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        CancellationToken patience = _patience.Token;
        Func<CancellationToken, IFrameSink> openUnordered = openUnorderedSink ?? openSink;
        _context = new ListenerContext(
            options, time, new ListenerTally(), new NoticeGate(notices, time), () => openSink(patience), () => openUnordered(patience), _over.Token);
        _endpoints = new ListenerEndpoints(_context);
        _metrics = new ListenerMetrics(_context.Tally, meters);
    }

    /// <summary>What is listened on; empty before the start. In the order TCP, TLS, UDP, Unix, and that of the options.</summary>
    public IReadOnlyList<BoundEndpoint> Endpoints => _endpoints.Bound;

    /// <summary>The counts since the start. Reads <c>/proc/net/udp</c> if UDP is listened on.</summary>
    public ListenerCounters Counters => _context.Tally.Snapshot();

    /// <summary>Binds everything and begins to receive; if one endpoint cannot be bound, none is.</summary>
    /// <param name="cancellationToken">Not needed: it takes no time.</param>
    /// <returns><see cref="Endpoints"/>.</returns>
    /// <exception cref="ListenerStartException">An endpoint cannot be bound, or a file not be read; the message says what to do.</exception>
    /// <exception cref="InvalidOperationException">It was started before, or is stopped.</exception>
    public Task<IReadOnlyList<BoundEndpoint>> StartAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_running is not null || _stopping is not null)
                throw new InvalidOperationException("a listener starts once");
            _endpoints.Open();
            _running = _endpoints.RunAsync(_stop.Token);
        }

        foreach (BoundEndpoint endpoint in Endpoints)
            _context.Notices.TellAlways(ListenerNoticeKind.Listening, endpoint.ToString(), $"listening on {endpoint}");
        return Task.FromResult(Endpoints);
    }

    /// <summary>
    /// Stops: accepts no more, reads what has been sent until each peer is quiet (<see cref="SyslogListenerOptions.DrainQuiet"/>), for
    /// at most <see cref="SyslogListenerOptions.DrainTimeout"/>, and closes. When it is done nothing is handed on any more. A second call waits
    /// for the first.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting for peers at once; what is closed then is counted as stopped all the same.</param>
    public Task StopAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return _stopping ??= StopOnceAsync(cancellationToken);
    }

    /// <summary>Stops as <see cref="StopAsync"/> does, and takes the instruments away.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _metrics.Dispose();
        _stop.Dispose();
        _over.Dispose();
        _patience.Dispose();
    }

    private async Task StopOnceAsync(CancellationToken cancellationToken)
    {
        if (_running is null)
            return;

        // A reader that waits for room in the event sink does not look at any other limit.
        _patience.CancelAfter(_context.Options.DrainTimeout);
        using CancellationTokenRegistration now = cancellationToken.UnsafeRegister(static patience => ((CancellationTokenSource)patience!).Cancel(), _patience);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _endpoints.DrainAsync(_over, cancellationToken).ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _context.Notices.TellAlways(ListenerNoticeKind.Stopped, string.Empty, "stopped");
    }
}
