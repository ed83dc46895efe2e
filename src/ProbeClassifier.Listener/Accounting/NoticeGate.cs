using System;
using System.Threading;

namespace ProbeClassifier.Listener.Accounting;

/// <summary>Hands notices on, of each kind at most one a second: a flood of connections must not become a flood of log lines. Thread-safe.</summary>
internal sealed class NoticeGate
{
    private const int Kinds = 16;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly Action<ListenerNotice>? _take;
    private readonly TimeProvider _timeProvider;
    private readonly Lock _lock = new();
    private readonly long[] _last = new long[Kinds];
    private readonly long[] _suppressed = new long[Kinds];

    public NoticeGate(Action<ListenerNotice>? take, TimeProvider timeProvider)
    {
        _take = take;
        _timeProvider = timeProvider;
    }

    /// <summary>For what happens a bounded number of times, such as starting: always handed on.</summary>
    public void TellAlways(ListenerNoticeKind kind, string endpoint, string message) => Give(new ListenerNotice(kind, endpoint, message, 0));

    public void Tell(ListenerNoticeKind kind, string endpoint, string message)
    {
        if (_take is null)
            return;
        long suppressed;
        lock (_lock)
        {
            int i = (int)kind;
            long now = _timeProvider.GetTimestamp();
            if (_last[i] != 0 && _timeProvider.GetElapsedTime(_last[i], now) < Interval)
            {
                _suppressed[i]++;
                return;
            }

            _last[i] = now;
            suppressed = _suppressed[i];
            _suppressed[i] = 0;
        }

        Give(new ListenerNotice(kind, endpoint, message, suppressed));
    }

    private void Give(ListenerNotice notice)
    {
        try
        {
            _take?.Invoke(notice);
        }
#pragma warning disable CA1031 // Whatever a log does, messages are received.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
