using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ProbeClassifier.Listener.Framing;

namespace ProbeClassifier.Listener.Accounting;

/// <summary>The counts of a listener. Thread-safe; adding allocates nothing.</summary>
internal sealed class ListenerTally
{
    private readonly long[] _messages = new long[TransportNames.Count];
    private readonly long[] _bytes = new long[TransportNames.Count];
    private readonly long[] _accepted = new long[TransportNames.Count];
    private readonly long[] _active = new long[TransportNames.Count];
    private readonly long[] _closed = new long[CloseReasonNames.Count];
    private readonly Lock _lock = new();
    private Func<long>[] _kernelDrops = [];
    private long _cut;
    private long _badOctetCounts;
    private long _resynchronised;
    private long _emptyDatagrams;
    private long _socketErrors;
    private long _reloads;
    private long _failedReloads;

    public void Accepted(SyslogTransport transport, bool isAdmitted)
    {
        Interlocked.Increment(ref _accepted[(int)transport]);
        if (isAdmitted)
            Interlocked.Increment(ref _active[(int)transport]);
    }

    public void Refused(CloseReason reason) => Interlocked.Increment(ref _closed[(int)reason]);

    public void Closed(SyslogTransport transport, CloseReason reason)
    {
        Interlocked.Decrement(ref _active[(int)transport]);
        Interlocked.Increment(ref _closed[(int)reason]);
    }

    /// <summary>One datagram, with a message or without.</summary>
    public void Datagram(SyslogTransport transport, int bytes, bool isEmpty)
    {
        Interlocked.Add(ref _bytes[(int)transport], bytes);
        Interlocked.Increment(ref isEmpty ? ref _emptyDatagrams : ref _messages[(int)transport]);
    }

    /// <summary>What a stream's framing met with since <paramref name="before"/>.</summary>
    public void Stream(SyslogTransport transport, long bytes, in FramingCounts before, in FramingCounts now)
    {
        Interlocked.Add(ref _bytes[(int)transport], bytes);
        Interlocked.Add(ref _messages[(int)transport], now.Messages - before.Messages);
        AddRare(ref _badOctetCounts, now.BadOctetCounts - before.BadOctetCounts);
        AddRare(ref _resynchronised, now.Resynchronised - before.Resynchronised);
        AddRare(ref _cut, now.Cut - before.Cut);
    }

    public void SocketError() => Interlocked.Increment(ref _socketErrors);

    public void CertificateReloaded(bool isUsable) => Interlocked.Increment(ref isUsable ? ref _reloads : ref _failedReloads);

    /// <summary>Adds a socket whose kernel drops count. It must go on answering when its socket is closed.</summary>
    public void AddKernelDrops(Func<long> drops)
    {
        lock (_lock)
            _kernelDrops = [.. _kernelDrops, drops];
    }

    public ListenerCounters Snapshot() => new(
        Copy(_messages), Copy(_bytes), Copy(_accepted), Copy(_active), Copy(_closed))
    {
        CutMessages = Volatile.Read(ref _cut),
        BadOctetCounts = Volatile.Read(ref _badOctetCounts),
        Resynchronised = Volatile.Read(ref _resynchronised),
        EmptyDatagrams = Volatile.Read(ref _emptyDatagrams),
        KernelDrops = Volatile.Read(ref _kernelDrops).Sum(drops => drops()),
        SocketErrors = Volatile.Read(ref _socketErrors),
        CertificateReloads = Volatile.Read(ref _reloads),
        FailedCertificateReloads = Volatile.Read(ref _failedReloads),
    };

    private static void AddRare(ref long count, long more)
    {
        if (more != 0)
            Interlocked.Add(ref count, more);
    }

    private static long[] Copy(long[] counts)
    {
        long[] copy = new long[counts.Length];
        for (int i = 0; i < copy.Length; i++)
            copy[i] = Volatile.Read(ref counts[i]);
        return copy;
    }
}
