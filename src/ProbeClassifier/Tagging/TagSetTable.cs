using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Threading;

namespace ProbeClassifier.Tagging;

/// <summary>
/// One <see cref="TagSet"/> for each distinct ordered list of tags. Id 0 is the empty list and id n is the nth tag alone, so
/// that these need no search; other lists get ids as they come up, from any thread. Looking up a list that is known
/// allocates nothing and takes no lock.
/// </summary>
internal sealed class TagSetTable
{
    private readonly IReadOnlyList<ProbeTag> _tags;
    private readonly int _limit;
    private readonly Lock _adding = new();
    private readonly ConcurrentDictionary<ushort[], ushort> _ids = new(new ListComparer());
    private readonly ConcurrentDictionary<ushort[], ushort>.AlternateLookup<ReadOnlySpan<ushort>> _lookup;

    // Invariant: an id is given out only after its set is in the array that is published here.
    private TagSet[] _sets;
    private int _count;

    /// <param name="tags">Every tag, at most <see cref="RuleLimits.MaxTags"/>.</param>
    /// <param name="limit">The most sets beside the empty one; never fewer than there are tags.</param>
    public TagSetTable(IReadOnlyList<ProbeTag> tags, int limit = RuleLimits.MaxTagSets)
    {
        _tags = tags;
        _limit = Math.Max(limit, tags.Count);
        _lookup = _ids.GetAlternateLookup<ReadOnlySpan<ushort>>();
        _sets = new TagSet[tags.Count + 1];
        _sets[0] = TagSet.Empty;
        for (int i = 0; i < tags.Count; i++)
            _sets[i + 1] = new TagSet((ushort)(i + 1), [tags[i]]);
        _count = _sets.Length;
    }

    /// <summary>How many sets there are now, the empty one included; ids are below it. Only grows.</summary>
    public int Count => Volatile.Read(ref _count);

    public TagSet this[ushort id] => Volatile.Read(ref _sets)[id];

    /// <summary>The id of a list.</summary>
    /// <param name="tags">Indexes into the tags, without repetition, in the order of the rules.</param>
    public ushort Intern(ReadOnlySpan<ushort> tags) => tags.Length switch
    {
        0 => 0,
        1 => (ushort)(tags[0] + 1),
        _ => _lookup.TryGetValue(tags, out ushort id) ? id : Add(tags),
    };

    private ushort Add(ReadOnlySpan<ushort> tags)
    {
        lock (_adding)
        {
            if (_lookup.TryGetValue(tags, out ushort known))
                return known;
            ushort first = (ushort)(tags[0] + 1);
            if (_count > _limit)
                return first;
            var list = new ProbeTag[tags.Length];
            for (int i = 0; i < list.Length; i++)
                list[i] = _tags[tags[i]];
            ushort id = (ushort)_count;
            TagSet[] sets = _sets;
            if (id == sets.Length)
                Array.Resize(ref sets, Math.Min(sets.Length * 2, ushort.MaxValue));
            sets[id] = new TagSet(id, list);
            Volatile.Write(ref _sets, sets);
            Volatile.Write(ref _count, id + 1);
            _ids[tags.ToArray()] = id;
            return id;
        }
    }

    private sealed class ListComparer : IEqualityComparer<ushort[]>, IAlternateEqualityComparer<ReadOnlySpan<ushort>, ushort[]>
    {
        public ushort[] Create(ReadOnlySpan<ushort> alternate) => alternate.ToArray();

        public bool Equals(ReadOnlySpan<ushort> alternate, ushort[] other) => alternate.SequenceEqual(other);

        public bool Equals(ushort[]? x, ushort[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(ReadOnlySpan<ushort> alternate)
        {
            var hash = default(HashCode);
            foreach (ushort tag in alternate)
                hash.Add(tag);
            return hash.ToHashCode();
        }

        public int GetHashCode([DisallowNull] ushort[] obj) => GetHashCode((ReadOnlySpan<ushort>)obj);
    }
}
