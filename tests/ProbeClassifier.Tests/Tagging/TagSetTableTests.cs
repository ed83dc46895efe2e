using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Tests.Tagging;

public sealed class TagSetTableTests
{
    [Fact]
    public void Threads_that_meet_the_same_lists_get_the_same_ids()
    {
        ProbeTag[] tags = Tags(12);
        var table = new TagSetTable(tags);
        var seen = new Dictionary<string, ushort>[4];
        Parallel.For(0, seen.Length, new ParallelOptions { MaxDegreeOfParallelism = seen.Length }, thread =>
        {
            var ids = new Dictionary<string, ushort>();
            Span<ushort> list = stackalloc ushort[12];
            for (int step = 0; step < 4096; step++)
            {
                // Every subset once, each thread in an order of its own.
                int subset = (step * (2 * thread + 1)) & 4095;
                int count = 0;
                for (ushort tag = 0; tag < 12; tag++)
                {
                    if ((subset >> tag & 1) != 0)
                        list[count++] = tag;
                }

                ushort id = table.Intern(list[..count]);
                string text = string.Join(',', table[id].Tags.Select(t => t.Id));
                Assert.Equal(string.Join(',', list[..count].ToArray().Select(t => $"t{t}")), text);
                ids.Add(text, id);
            }

            seen[thread] = ids;
        });
        Assert.Equal(4096, table.Count);
        Assert.All(seen, ids => Assert.Equal(seen[0].OrderBy(p => p.Key, StringComparer.Ordinal), ids.OrderBy(p => p.Key, StringComparer.Ordinal)));
        Assert.Equal(4096, seen[0].Values.Distinct().Count());
    }

    [Fact]
    public void Order_makes_another_list()
    {
        var table = new TagSetTable(Tags(2));
        Assert.NotEqual(table.Intern([0, 1]), table.Intern([1, 0]));
        Assert.Equal(["t1", "t0"], table[table.Intern([1, 0])].Tags.Select(t => t.Id));
    }

    [Fact]
    public void Beyond_the_limit_only_the_first_tag()
    {
        var table = new TagSetTable(Tags(3), limit: 5);
        ushort first = table.Intern([0, 1]);
        ushort second = table.Intern([0, 2]);
        Assert.Equal([4, 5], [first, second]);
        Assert.Equal(2, table.Intern([1, 2]));
        Assert.Equal(first, table.Intern([0, 1]));
        Assert.Equal(3, table.Intern([2]));
        Assert.Equal(6, table.Count);
    }

    [Fact]
    public void The_last_id_is_below_the_marker_of_the_tables()
    {
        ProbeTag[] tags = Tags(17);
        var table = new TagSetTable(tags);
        ushort last = 0;
        Span<ushort> list = stackalloc ushort[17];
        for (int subset = 0; subset < 1 << 17; subset++)
        {
            int count = 0;
            for (ushort tag = 0; tag < 17; tag++)
            {
                if ((subset >> tag & 1) != 0)
                    list[count++] = tag;
            }

            ushort id = table.Intern(list[..count]);
            last = Math.Max(last, id);
            if (count > 0)
                Assert.Equal(tags[list[0]], table[id].Tags[0]);
        }

        Assert.Equal(RuleLimits.MaxTagSets, last);
        Assert.True(last < RuleSet.Conditional);
    }

    [Fact]
    public void Classifying_from_many_threads_gives_one_instance_for_each_list()
    {
        RuleSet rules = RuleFixture.Parse("""
            { "tags": [{ "id": "a", "section": "I" }, { "id": "b", "section": "II" }],
              "rules": [{ "tag": "a", "match": { "source": "192.0.2.0/25" } }, { "tag": "b", "match": { "source": "192.0.2.64/26" } }] }
            """);
        TagSet[] sets = [.. Enumerable.Range(0, 4000).AsParallel().AsOrdered().Select(n =>
            rules.GetTagSet(rules.Classify(TestEvent.To(Transport.Tcp, (ushort)n).From($"192.0.2.{n & 255}").View)))];
        for (int n = 0; n < sets.Length; n++)
            Assert.Same(sets[n & 255], sets[n]);
        Assert.Equal(4, rules.TagSetCount);
        Assert.Equal(["a", "b"], sets[64].Tags.Select(t => t.Id));
    }

    private static ProbeTag[] Tags(int count) =>
        [.. Enumerable.Range(0, count).Select(n => new ProbeTag { Id = $"t{n}", Section = ReportSection.Probes })];
}
