using System;
using System.Collections.Generic;
using System.Linq;

namespace ProbeClassifier.Rollups;

/// <summary>
/// Events by hour of the clock. Times span 2^32 seconds, so there are at most 1.2 million hours however hostile the stamps. Neighbours
/// share an hour: the last one is kept at hand.
/// </summary>
internal sealed class HourTable
{
    private readonly Dictionary<uint, int> _index = [];
    private long[] _events = new long[32];
    private long[] _tagged = new long[32];
    private int _count;
    private uint _lastHour = uint.MaxValue;
    private int _last;

    public void Add(uint hour, long events, long tagged)
    {
        if (hour != _lastHour)
            Select(hour);
        _events[_last] += events;
        _tagged[_last] += tagged;
    }

    public IEnumerable<(uint Hour, long Events, long Tagged)> Sorted() =>
        _index.OrderBy(h => h.Key).Select(h => (h.Key, _events[h.Value], _tagged[h.Value]));

    private void Select(uint hour)
    {
        if (!_index.TryGetValue(hour, out int slot))
        {
            slot = _count++;
            if (slot == _events.Length)
            {
                Array.Resize(ref _events, slot * 2);
                Array.Resize(ref _tagged, slot * 2);
            }

            _index.Add(hour, slot);
        }

        _lastHour = hour;
        _last = slot;
    }
}
