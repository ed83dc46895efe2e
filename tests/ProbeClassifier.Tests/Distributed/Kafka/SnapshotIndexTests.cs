using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using FsCheck.Xunit;
using ProbeClassifier.Distributed;
using ProbeClassifier.Kafka;

namespace ProbeClassifier.Tests.Distributed.Kafka;

/// <summary>The snapshot topic's index over a topic that is compacted as a broker may: of each key the last message stays, at its offset.</summary>
public sealed class SnapshotIndexTests
{
    [Property(MaxTest = 300)]
    public void Compaction_at_any_time_leaves_the_newest_snapshot_as_it_was(int seed)
    {
        var random = new Random(seed);
        List<Written> topic = [];
        var name = new SnapshotName("f", "0", 0);
        var whole = new SnapshotIndex();
        for (int step = 0; step < 40; step++)
        {
            // Mostly on; at times a zombie writes what is there, or an older one, or a crash leaves pieces.
            long position = Math.Max(0, name.Position + random.Next(-3, 3));
            name = name with { Position = Math.Max(name.Position, position) };
            int pieces = (int)(position % 3) + 1;
            int sent = random.Next(5) == 0 ? random.Next(pieces) : pieces;
            for (int i = 0; i < sent; i++)
                Write(new SnapshotKey(name with { Position = position }, FormattableString.Invariant($"h{position}"), i, pieces), true);
            foreach (SnapshotName old in whole.Names.OrderByDescending(n => n.Position).Skip(3).ToArray())
            {
                foreach ((SnapshotName of, SnapshotIndex.Content content) in whole.UpTo(old))
                {
                    for (int i = 0; i < content.Offsets.Length; i++)
                        Write(new SnapshotKey(of, content.Hash, i, content.Offsets.Length), false);
                }
            }

            if (random.Next(4) == 0)
                topic = [.. topic.GroupBy(w => w.Key, StringComparer.Ordinal).Select(g => g.Last()).OrderBy(w => w.Offset).Where(w => w.HasValue || random.Next(2) == 0)];
            var compacted = new SnapshotIndex();
            foreach (Written message in topic)
                compacted.Take(Encoding.UTF8.GetBytes(message.Key), message.HasValue, 0, message.Offset);
            SnapshotName? newest = whole.Names.Cast<SnapshotName?>().MaxBy(n => n!.Value.Position);
            Assert.Equal(newest, compacted.Names.Cast<SnapshotName?>().MaxBy(n => n!.Value.Position));
            if (newest is not { } there)
                continue;
            SnapshotIndex.Content found = compacted.Find(there)!;
            Assert.Equal((whole.Find(there)!.Hash, whole.Find(there)!.Offsets.Length), (found.Hash, found.Offsets.Length));

            // Each piece is where the index says.
            Assert.All(found.Offsets, (offset, i) => Assert.Contains(topic, w => w.Offset == offset && w.HasValue && w.Key.EndsWith(FormattableString.Invariant($"/{i}/{found.Offsets.Length}"), StringComparison.Ordinal)));
        }

        void Write(SnapshotKey key, bool hasValue)
        {
            long offset = topic.Count == 0 ? 0 : topic[^1].Offset + 1;
            topic.Add(new Written(Encoding.UTF8.GetString(key.ToBytes()), hasValue, offset));
            whole.Take(key.ToBytes(), hasValue, 0, offset);
        }
    }

    [Fact]
    public void Of_two_contents_of_a_name_the_one_that_was_whole_first_holds()
    {
        var index = new SnapshotIndex();
        var name = new SnapshotName("f", "1", 7);
        index.Take(new SnapshotKey(name, "a", 0, 2).ToBytes(), true, 0, 0);
        index.Take(new SnapshotKey(name, "b", 0, 1).ToBytes(), true, 0, 1);
        Assert.Equal("b", index.Find(name)!.Hash);
        index.Take(new SnapshotKey(name, "a", 1, 2).ToBytes(), true, 0, 2);
        Assert.Equal("b", index.Find(name)!.Hash);
        index.Take(new SnapshotKey(name, "b", 0, 1).ToBytes(), false, 0, 3);
        Assert.Equal([0, 2], index.Find(name)!.Offsets);
        index.Forget(0);
        Assert.Empty(index.Names);
    }

    [Fact]
    public void What_was_never_whole_goes_with_newer_ones_and_not_what_is_whole_or_of_others()
    {
        var index = new SnapshotIndex();
        foreach ((string family, string partition, long position, int pieces) in ((string, string, long, int)[])[("f", "1", 5, 2), ("f", "1", 6, 1), ("f", "2", 5, 2), ("g", "1", 5, 2), ("f", "1", 7, 1), ("f", "1", 8, 2)])
            index.Take(new SnapshotKey(new SnapshotName(family, partition, position), "h", 0, pieces).ToBytes(), hasValue: true, 0, position);
        Assert.Equal([5, 7], index.UpTo(new SnapshotName("f", "1", 7)).Select(c => c.Name.Position).Order());
        Assert.All(index.UpTo(new SnapshotName("f", "1", 7)), c => Assert.Equal(("f", "1"), (c.Name.Family, c.Name.Partition)));
    }

    [Theory]
    [InlineData("f/1/7/h/0/1", true)]
    [InlineData("f/1/7/h/1/1", false)]
    [InlineData("f/1/7/h/0/0", false)]
    [InlineData("f/1/-7/h/0/1", false)]
    [InlineData("f/1/7/h/0/4097", false)]
    [InlineData("f/1/7/h/0", false)]
    [InlineData("f/1/7/h/0/1/2", false)]
    [InlineData("", false)]
    public void A_key_that_is_none_of_ours_is_passed_over(string key, bool isOurs)
    {
        Assert.Equal(isOurs, SnapshotKey.TryRead(Encoding.UTF8.GetBytes(key)) is not null);
        if (isOurs)
            Assert.Equal(key, Encoding.UTF8.GetString(SnapshotKey.TryRead(Encoding.UTF8.GetBytes(key))!.Value.ToBytes()));
        Assert.Null(SnapshotKey.TryRead(null));
    }

    private sealed record Written(string Key, bool HasValue, long Offset);
}
