using System;
using System.Collections.Generic;
using System.Threading;

namespace ProbeClassifier.Live;

/// <summary>
/// Which windows of event time are open; shared by all lanes. A window is known by its number: its start over the length. The newest
/// event time moves forward only, and not past the clock: a sender whose clock is ahead, by an hour or by a year, must not close
/// everybody's windows.
/// </summary>
internal sealed class WindowPlan(TimeSpan? length, TimeSpan lateness, TimeProvider time)
{
    /// <summary>How far ahead of this machine's clock an event may be, in seconds.</summary>
    private const long Ahead = 3600;

    private readonly HashSet<long> _open = [];
    private readonly Lock _opening = new();

    private readonly long _length = (long)(length?.TotalSeconds ?? 0);
    private readonly long _lateness = (long)lateness.TotalSeconds;
    private long _now;
    private long _newest = long.MinValue;
    private long _oldestOpen = long.MinValue;

    /// <summary>The number that stands for the window of the first event, whichever it will be.</summary>
    public const long Unknown = long.MinValue;

    public bool IsWindowed => _length > 0;

    /// <summary>Where lines belong that are no events: the newest window, <see cref="Unknown"/> before the first event.</summary>
    public long Current => !IsWindowed ? 0 : Newest is { } newest ? Math.Max(newest / _length, Volatile.Read(ref _oldestOpen)) : Unknown;

    /// <summary>UNIX seconds of the newest event; null before the first.</summary>
    public long? Newest => Volatile.Read(ref _newest) is var newest && newest == long.MinValue ? null : newest;

    /// <summary>The open window of an event time; false when it is closed, or too far ahead.</summary>
    public bool TryFind(long unixSeconds, out long number)
    {
        number = IsWindowed ? unixSeconds / _length : 0;
        if (unixSeconds > Volatile.Read(ref _newest) && !Advance(unixSeconds))
            return !IsWindowed;
        return number >= Volatile.Read(ref _oldestOpen);
    }

    /// <summary>
    /// Whether counts may be kept for a window: for as many as may be open, and for those around now whatever else is open, so that nobody
    /// who makes up times takes their room.
    /// </summary>
    public bool TryOpen(long number)
    {
        if (!IsWindowed)
            return true;
        lock (_opening)
        {
            if (_open.Contains(number))
                return true;
            if (_open.Count >= ProbeCollectorOptions.MaxOpenWindows && !IsAroundNow(number))
                return false;
            _open.Add(number);
            return true;
        }
    }

    /// <summary>Whether so many windows are open that closing should not wait.</summary>
    public bool IsCrowded
    {
        get
        {
            lock (_opening)
                return _open.Count > ProbeCollectorOptions.MaxOpenWindows / 2;
        }
    }

    /// <summary>Closes the windows whose stragglers had their time, or all; returns the number of the first that is open.</summary>
    public long Close(bool all)
    {
        if (!IsWindowed || Newest is not { } newest)
            return long.MinValue;
        long first = all ? (newest / _length) + 1 : (newest - _lateness) / _length;
        if (first > _oldestOpen)
            Volatile.Write(ref _oldestOpen, first);
        lock (_opening)
            _open.RemoveWhere(number => number < _oldestOpen);
        return _oldestOpen;
    }

    /// <summary>The newest event and the first open window, for a checkpoint.</summary>
    public (long Newest, long OldestOpen) State => (Volatile.Read(ref _newest), Volatile.Read(ref _oldestOpen));

    /// <summary>Goes on from a checkpoint; before any event.</summary>
    public void Restore(long newest, long oldestOpen)
    {
        Volatile.Write(ref _newest, newest);
        Volatile.Write(ref _oldestOpen, oldestOpen);
    }

    public DateTimeOffset StartOf(long number) =>
        DateTimeOffset.FromUnixTimeSeconds((number == Unknown ? time.GetUtcNow().ToUnixTimeSeconds() / _length : number) * _length);

    private bool IsAroundNow(long number)
    {
        long now = time.GetUtcNow().ToUnixTimeSeconds();
        return number >= (now - _lateness) / _length && number <= (now + Ahead) / _length;
    }

    private bool Advance(long unixSeconds)
    {
        if (unixSeconds > Volatile.Read(ref _now))
        {
            long now = time.GetUtcNow().ToUnixTimeSeconds();
            Volatile.Write(ref _now, now);
            if (unixSeconds > now + Ahead)
                return false;
            unixSeconds = Math.Min(unixSeconds, now);
        }

        long seen = Volatile.Read(ref _newest);
        while (unixSeconds > seen)
        {
            long before = Interlocked.CompareExchange(ref _newest, unixSeconds, seen);
            if (before == seen)
                break;
            seen = before;
        }

        return true;
    }
}
