using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Rollups;

/// <summary>The kinds of events seen, numbered from 1 in the order they came; one look-up in a flat table finds a kind.</summary>
internal sealed class EventKinds(RuleSet rules)
{
    /// <summary>Bits of dialect (4), action (2) and direction (2) under a tag set's id.</summary>
    private const int KindBits = 8;

    private int[] _byShape = new int[64 << KindBits];
    private EventKind[] _kinds = new EventKind[64];

    public int Count { get; private set; }

    public EventKind this[int kind] => _kinds[kind];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ushort tagSet, in EventFields fields)
    {
        int shape = (tagSet << KindBits) | ((int)fields.Dialect << 4) | ((int)fields.Action << 2) | (int)fields.Direction;
        int[] table = _byShape;
        int kind = (uint)shape < (uint)table.Length ? table[shape] : 0;
        return kind != 0 ? kind : Add(tagSet, fields.Dialect, fields.Action, fields.Direction);
    }

    public int Find(ushort tagSet, ProbeDialect dialect, ProbeAction action, TrafficDirection direction) =>
        Find(tagSet, new EventFields { Dialect = dialect, Action = action, Direction = direction });

    /// <summary>Every kind with its number, in an order that depends on the kinds alone.</summary>
    public List<(int Number, EventKind Kind)> Sorted()
    {
        List<(int Number, EventKind Kind)> sorted = [];
        for (int kind = 1; kind <= Count; kind++)
            sorted.Add((kind, _kinds[kind]));
        sorted.Sort(static (a, b) => Compare(a.Kind, b.Kind));
        return sorted;
    }

    private static int Compare(EventKind a, EventKind b)
    {
        for (int i = 0; i < a.Tags.Tags.Count && i < b.Tags.Tags.Count; i++)
        {
            int order = string.CompareOrdinal(a.Tags.Tags[i].Id, b.Tags.Tags[i].Id);
            if (order != 0)
                return order;
        }

        return (a.Tags.Tags.Count, a.Dialect, a.Action, a.Direction).CompareTo((b.Tags.Tags.Count, b.Dialect, b.Action, b.Direction));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Add(ushort tagSet, ProbeDialect dialect, ProbeAction action, TrafficDirection direction)
    {
        int shape = (tagSet << KindBits) | ((int)dialect << 4) | ((int)action << 2) | (int)direction;
        if (shape >= _byShape.Length)
            Array.Resize(ref _byShape, Math.Max(_byShape.Length * 2, (tagSet + 1) << KindBits));
        Count++;
        if (Count == _kinds.Length)
            Array.Resize(ref _kinds, _kinds.Length * 2);
        _kinds[Count] = new EventKind(rules.GetTagSet(tagSet), dialect, action, direction);
        _byShape[shape] = Count;
        return Count;
    }
}
