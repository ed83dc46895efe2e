using System;

namespace ProbeClassifier.Rollups;

/// <summary>What the kinds of a group add up to.</summary>
internal sealed class GroupTotal
{
    private uint _first = uint.MaxValue;
    private uint _last;

    public long Events { get; private set; }

    public DateTimeOffset? First => _first > _last ? null : DateTimeOffset.FromUnixTimeSeconds(_first);

    public DateTimeOffset? Last => _first > _last ? null : DateTimeOffset.FromUnixTimeSeconds(_last);

    public void Add(EventKind kind)
    {
        Events += kind.Events;
        _first = Math.Min(_first, kind.First);
        _last = Math.Max(_last, kind.Last);
    }

    public void Add(GroupTotal part)
    {
        Events += part.Events;
        _first = Math.Min(_first, part._first);
        _last = Math.Max(_last, part._last);
    }
}
