using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Rollups;

/// <summary>
/// The kinds of events seen, numbered from 1 in the order they came; one look-up in a flat table finds a kind. A kind is known
/// by its list of tags, not by the number that a rule set gives to that list: kinds of other processes come in by merging and
/// snapshots, and must not add to the rule set, which all share.
/// </summary>
internal sealed class EventKinds(RuleSet rules)
{
    /// <summary>Dialects run below this, so that a kind's shape fits into <see cref="ShapeBits"/>.</summary>
    public const int MaxDialects = 32;

    public const int MaxActions = 4;

    public const int MaxDirections = 4;

    public const int MaxTransports = 4;

    private const int ShapeBits = 11;

    private readonly Dictionary<string, int> _byTags = new(StringComparer.Ordinal);
    private int[] _byShape = new int[16 << ShapeBits];
    private EventKind[] _kinds = new EventKind[64];

    /// <summary>How many kinds there are.</summary>
    public int Length { get; private set; }

    public EventKind this[int kind] => _kinds[kind];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ushort tagSet, in EventFields fields)
    {
        int shape = (tagSet << ShapeBits) | ((int)fields.Dialect << 6) | ((int)fields.Action << 4) | ((int)fields.Direction << 2) | (int)TransportClasses.Of(in fields);
        int[] table = _byShape;
        int kind = (uint)shape < (uint)table.Length ? table[shape] : 0;
        return kind != 0 ? kind : Learn(shape, tagSet, in fields);
    }

    /// <summary>Counts an event of a kind; returns 1 when the kind has a section, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Count(int kind, uint time)
    {
        EventKind totals = _kinds[kind];
        totals.Events++;
        if (time < totals.First)
            totals.First = time;
        if (time > totals.Last)
            totals.Last = time;
        return totals.Tagged;
    }

    /// <summary>The number of a kind, by its tags.</summary>
    public int Find(TagSet tags, ProbeDialect dialect, ProbeAction action, TrafficDirection direction, TransportClass transport)
    {
        var key = new StringBuilder();
        key.Append(CultureInfo.InvariantCulture, $"{(int)dialect},{(int)action},{(int)direction},{(int)transport}");
        foreach (ProbeTag tag in tags.Tags)
            key.Append(CultureInfo.InvariantCulture, $",{tag.Id.Length}:{tag.Id}");
        if (_byTags.TryGetValue(key.ToString(), out int kind))
            return kind;
        kind = ++Length;
        if (kind == _kinds.Length)
            Array.Resize(ref _kinds, _kinds.Length * 2);
        _kinds[kind] = new EventKind(tags, dialect, action, direction, transport);
        _byTags.Add(key.ToString(), kind);
        return kind;
    }

    /// <summary>Counts none; the kinds and their numbers stay.</summary>
    public void Clear()
    {
        for (int kind = 1; kind <= Length; kind++)
            _kinds[kind].Clear();
    }

    /// <summary>Every kind that has events, with its number, in an order that depends on the kinds alone.</summary>
    public List<(int Number, EventKind Kind)> Sorted()
    {
        List<(int Number, EventKind Kind)> sorted = [];
        for (int kind = 1; kind <= Length; kind++)
        {
            if (_kinds[kind].Events > 0)
                sorted.Add((kind, _kinds[kind]));
        }

        sorted.Sort(static (a, b) => Compare(a.Kind, b.Kind));
        return sorted;
    }

    /// <summary>The order of kinds; 0 for the same kind only.</summary>
    public static int Compare(EventKind a, EventKind b)
    {
        for (int i = 0; i < a.Tags.Tags.Count && i < b.Tags.Tags.Count; i++)
        {
            int order = string.CompareOrdinal(a.Tags.Tags[i].Id, b.Tags.Tags[i].Id);
            if (order != 0)
                return order;
        }

        return (a.Tags.Tags.Count, a.Dialect, a.Action, a.Direction, a.Transport)
            .CompareTo((b.Tags.Tags.Count, b.Dialect, b.Action, b.Direction, b.Transport));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Learn(int shape, ushort tagSet, in EventFields fields)
    {
        if (shape >= _byShape.Length)
            Array.Resize(ref _byShape, Math.Max(_byShape.Length * 2, (tagSet + 1) << ShapeBits));
        return _byShape[shape] = Find(rules.GetTagSet(tagSet), fields.Dialect, fields.Action, fields.Direction, TransportClasses.Of(in fields));
    }
}
