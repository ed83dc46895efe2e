using System;
using System.Collections.Generic;

namespace ProbeClassifier.Rollups;

/// <summary>
/// Events by hour of the clock, in pages. Times span 2^32 seconds, so that there are at most 1.2 million hours (19 MB), however
/// hostile the stamps. Neighbours share a page: the last one is kept at hand.
/// </summary>
internal sealed class HourTable
{
    public const uint LastHour = uint.MaxValue / SecondsPerHour;

    private const uint SecondsPerHour = 3600;
    private const int PageBits = 8;
    private const int PageMask = (1 << PageBits) - 1;

    private readonly Totals[]?[] _pages = new Totals[]?[(LastHour >> PageBits) + 1];
    private Totals[] _page = [];
    private uint _pageNumber = uint.MaxValue;

    /// <summary>The hour since 1970 of a time in UNIX seconds.</summary>
    public static uint HourOf(uint time) => time / SecondsPerHour;

    /// <summary>Counts a batch of events.</summary>
    public void Add(ReadOnlySpan<PendingEvent> batch, EventKinds kinds)
    {
        if (batch.IsEmpty)
            return;
        uint hour = HourOf(batch[0].Time);
        long tagged = 0;
        int counted = 0;
        for (int i = 0; i < batch.Length; i++)
        {
            PendingEvent e = batch[i];
            // In 64 bits: the last hour ends beyond 32.
            if ((ulong)e.Time - (hour * SecondsPerHour) >= SecondsPerHour)
            {
                Add(hour, i - counted, tagged);
                (hour, tagged, counted) = (HourOf(e.Time), 0, i);
            }

            tagged += kinds.Count(e.Kind, e.Time);
        }

        Add(hour, batch.Length - counted, tagged);
    }

    /// <summary>Counts events in an hour since 1970; at most <see cref="LastHour"/>.</summary>
    public void Add(uint hour, long events, long tagged)
    {
        if (hour >> PageBits != _pageNumber)
        {
            _pageNumber = hour >> PageBits;
            _page = _pages[_pageNumber] ??= new Totals[1 << PageBits];
        }

        ref Totals totals = ref _page[hour & PageMask];
        totals.Events += events;
        totals.Tagged += tagged;
    }

    /// <summary>Becomes empty.</summary>
    public void Clear()
    {
        Array.Clear(_pages);
        _page = [];
        _pageNumber = uint.MaxValue;
    }

    /// <summary>The hours that have events, in order.</summary>
    public IEnumerable<(uint Hour, long Events, long Tagged)> Sorted()
    {
        for (int page = 0; page < _pages.Length; page++)
        {
            for (int i = 0; _pages[page] is { } totals && i < totals.Length; i++)
            {
                if (totals[i].Events > 0)
                    yield return ((uint)((page << PageBits) | i), totals[i].Events, totals[i].Tagged);
            }
        }
    }

    private struct Totals
    {
        public long Events;
        public long Tagged;
    }
}
