using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace ProbeClassifier.Tagging;

/// <summary>The distinct tag lists of a rule set, numbered. Reading takes no lock; a new list is added under one.</summary>
internal sealed class TagSets
{
    /// <summary>Ids run to this; the next value marks table entries that ask for evaluation.</summary>
    public const int MaxId = ushort.MaxValue - 1;

    private readonly Lock _adding = new();
    private readonly IReadOnlyList<ProbeTag> _tags;
    private readonly ushort[] _singles;
    private TagSet[] _sets;
    private int _count;

    public TagSets(IReadOnlyList<ProbeTag> tags)
    {
        _tags = tags;
        _sets = new TagSet[tags.Count + 16];
        _sets[0] = TagSet.Empty;
        _count = 1;
        _singles = new ushort[tags.Count];
        for (int tag = 0; tag < tags.Count; tag++)
        {
            _singles[tag] = (ushort)_count;
            _sets[_count] = new TagSet((ushort)_count, [tags[tag]]);
            _count++;
        }
    }

    public TagSet this[ushort id] => Volatile.Read(ref _sets)[id];

    /// <summary>The id of a list of tags by index; past the last id, of its first tag alone. Allocates only for a list not seen before.</summary>
    public ushort Intern(ReadOnlySpan<int> tags)
    {
        if (tags.Length <= 1)
            return tags.Length == 0 ? (ushort)0 : _singles[tags[0]];
        int known = Find(Volatile.Read(ref _sets), Volatile.Read(ref _count), tags);
        if (known >= 0)
            return (ushort)known;
        lock (_adding)
        {
            known = Find(_sets, _count, tags);
            if (known >= 0)
                return (ushort)known;
            if (_count > MaxId)
                return _singles[tags[0]];
            if (_count == _sets.Length)
            {
                TagSet[] larger = new TagSet[Math.Min(_count * 2, MaxId + 1)];
                Array.Copy(_sets, larger, _count);
                Volatile.Write(ref _sets, larger);
            }

            ProbeTag[] list = new ProbeTag[tags.Length];
            for (int i = 0; i < tags.Length; i++)
                list[i] = _tags[tags[i]];
            _sets[_count] = new TagSet((ushort)_count, list);
            Volatile.Write(ref _count, _count + 1);
            return (ushort)(_count - 1);
        }
    }

    private int Find(TagSet[] sets, int count, ReadOnlySpan<int> tags)
    {
        // Lists of several tags come from overlapping rules, of which an operator has few: a walk is enough.
        for (int id = _tags.Count + 1; id < Math.Min(count, sets.Length); id++)
        {
            IReadOnlyList<ProbeTag> list = sets[id].Tags;
            bool equal = list.Count == tags.Length;
            for (int i = 0; equal && i < tags.Length; i++)
                equal = ReferenceEquals(list[i], _tags[tags[i]]);
            if (equal)
                return id;
        }

        return -1;
    }
}
