using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Kafka;

/// <summary>
/// What the snapshot topic says, read in its order: which snapshots are there whole, and at which offsets. Of two of one name with other
/// content the one holds that was whole first. Not thread-safe.
/// </summary>
internal sealed class SnapshotIndex
{
    private readonly Dictionary<SnapshotName, List<Content>> _contents = [];

    public IEnumerable<SnapshotName> Names => _contents.Where(c => c.Value.Exists(v => v.IsWhole)).Select(c => c.Key);

    /// <summary>Takes a message of the topic; one without a value takes what stands under its key away.</summary>
    public void Take(byte[]? key, bool hasValue, int partition, long offset)
    {
        if (SnapshotKey.TryRead(key) is not { } read)
            return;
        if (!_contents.TryGetValue(read.Name, out List<Content>? all))
            _contents[read.Name] = all = [];
        Content? content = all.Find(c => string.Equals(c.Hash, read.Hash, StringComparison.Ordinal) && c.Offsets.Length == read.Pieces);
        if (hasValue)
        {
            if (content is null)
                all.Add(content = new Content(read.Hash, partition, read.Pieces));
            content.Take(read.Piece, offset);
        }
        else if (content is not null)
        {
            all.Remove(content);
        }

        if (all.Count == 0)
            _contents.Remove(read.Name);
    }

    /// <summary>The one that holds; null when there is none.</summary>
    public Content? Find(SnapshotName name) => _contents.TryGetValue(name, out List<Content>? all) ? all.Where(c => c.IsWhole).MinBy(c => c.WholeAt) : null;

    /// <summary>Every content of a name, whole or not, and of older names of its partition what never became whole.</summary>
    public IReadOnlyList<(SnapshotName Name, Content Content)> UpTo(SnapshotName name) =>
    [
        .. _contents.Where(c => c.Key == name || IsOlder(c.Key, name)).SelectMany(c => c.Value.Where(v => c.Key == name || !v.IsWhole).Select(v => (c.Key, v))),
    ];

    /// <summary>Forgets what the topic has dropped.</summary>
    public void Forget(SnapshotName name, Content content)
    {
        if (_contents.TryGetValue(name, out List<Content>? all) && all.Remove(content) && all.Count == 0)
            _contents.Remove(name);
    }

    /// <summary>Forgets a partition of the topic, which was made anew.</summary>
    public void Forget(int partition)
    {
        foreach ((SnapshotName name, List<Content> all) in _contents.ToArray())
        {
            if (all.RemoveAll(c => c.Partition == partition) > 0 && all.Count == 0)
                _contents.Remove(name);
        }
    }

    private static bool IsOlder(SnapshotName one, SnapshotName other) =>
        one.Position < other.Position && string.Equals(one.Family, other.Family, StringComparison.Ordinal) && string.Equals(one.Partition, other.Partition, StringComparison.Ordinal);

    internal sealed class Content(string hash, int partition, int pieces)
    {
        private int _left = pieces;

        public string Hash => hash;

        public int Partition => partition;

        /// <summary>Where each piece is; -1 where none has come.</summary>
        public long[] Offsets { get; } = [.. Enumerable.Repeat(-1L, pieces)];

        public bool IsWhole => _left == 0;

        /// <summary>The offset of the message with which it was whole.</summary>
        public long WholeAt { get; private set; } = long.MaxValue;

        public void Take(int piece, long offset)
        {
            if (Offsets[piece] < 0 && --_left == 0)
                WholeAt = offset;

            // Sent twice, the later one stays.
            Offsets[piece] = offset;
        }
    }
}
