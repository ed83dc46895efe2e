using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;
using Xunit.Abstractions;

namespace ProbeClassifier.Tests.Distributed;

/// <summary>
/// Workers that crash, are paused past their lease and go on as zombies, hand over, meet faults and get records twice, by random
/// schedules: the merged report is that of one local run, byte for byte, and each event is there, with one content.
/// </summary>
public sealed class ScheduleTests(ITestOutputHelper output)
{
    private const int Partitions = 3;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_happens_to_workers_the_report_is_that_of_one_local_run(int seed)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var engine = new FakeEngine(seed, Partitions, lines: 40);
        var store = new MemoryStore();
        var ledger = new EventLedger();
        ConcurrentQueue<PartitionNotice> notices = [];
        List<FakeMember> members = [];
        Dictionary<string, FakeMember> owners = [];
        try
        {
            foreach (string partition in engine.Partitions.Keys)
                Take(partition, Pick(join: 2));
            for (int step = 0; step < 80; step++)
                await StepAsync();
            foreach ((string partition, FakeMember owner) in owners.ToArray())
                await FinishAsync(partition, owner);

            MergedPartitions merged = await MergedPartitions.ReadAsync(store, FakeEngine.Options);
            Assert.Equal(engine.LocalReport(), FakeEngine.Text(merged.ToReport()));
            Assert.All(merged.Partitions, p => Assert.Equal(engine.End(p.Partition), p.Position));
            Assert.DoesNotContain(notices, n => n.Message.Contains("counted otherwise", StringComparison.Ordinal));
            Assert.Empty(ledger.Breaches);
            Assert.Equal(await UndisturbedAsync(engine), ledger.Contents.OrderBy(c => c.Key, StringComparer.Ordinal).ToArray());
        }
        finally
        {
            foreach (FakeMember member in members)
                await member.DisposeAsync();
        }

        // A step: most of the time somebody, zombies too, goes on a little.
        async Task StepAsync()
        {
            string partition = engine.Partitions.Keys.ElementAt(random.Next(Partitions));
            FakeMember owner = owners[partition];
            switch (random.Next(12))
            {
                case 0:
                    // Killed: what is not in a snapshot is gone. All its partitions go to others.
                    members.Remove(owner);
                    await owner.DisposeAsync();
                    foreach (string lost in owners.Where(o => o.Value == owner).Select(o => o.Key).ToArray())
                        Take(lost, Pick(join: 4));
                    break;
                case 1:
                    // Its lease has run out and it does not know: another takes over, and both go on.
                    Take(partition, Pick(join: 3, not: owner));
                    break;
                case 2:
                    await owner.Worker.StopAsync(partition);
                    Take(partition, Pick(join: 4));
                    break;
                case 3:
                    owner.Redeliver[partition] = random.Next(1, 9);
                    break;
                case 4:
                    owner.FailsNext[partition] = true;
                    break;
                case 5:
                    store.FailsNext = true;
                    break;
                case 6:
                    owner.Publisher.FailsNext = true;
                    break;
                default:
                    FakeMember some = members[random.Next(members.Count)];
                    foreach (string held in some.Held)
                        await some.AdvanceAsync(held, random.Next(1, 12));
                    break;
            }
        }

        FakeMember Pick(int join, FakeMember? not = null)
        {
            FakeMember[] others = [.. members.Where(m => m != not)];
            if (others.Length > 0 && random.Next(join) > 0)
                return others[random.Next(others.Length)];
            members.Add(new FakeMember(engine, store, ledger, random.Next(1, 40), notices));
            return members[^1];
        }

        void Take(string partition, FakeMember member)
        {
            owners[partition] = member;
            if (!member.Held.Contains(partition))
                member.Start(partition);
        }
    }

    private static async Task FinishAsync(string partition, FakeMember member)
    {
        if (!member.Held.Contains(partition))
            member.Start(partition);
        while (member.Held.Contains(partition))
            await member.AdvanceAsync(partition, 1_000);
        await member.EndAsync(partition);
        Assert.Null(Assert.Single(member.Worker.Progress, p => string.Equals(p.Partition, partition, StringComparison.Ordinal)).Failure);
    }

    /// <summary>Every event with its content, by one worker to whom nothing happens.</summary>
    private static async Task<KeyValuePair<string, string>[]> UndisturbedAsync(FakeEngine engine)
    {
        var ledger = new EventLedger();
        await using var member = new FakeMember(engine, new MemoryStore(), ledger, 1_000_000, []);
        foreach (string partition in engine.Partitions.Keys)
            await FinishAsync(partition, member);
        Assert.Equal(0, ledger.Duplicates);
        Assert.NotEmpty(ledger.Contents);
        return [.. ledger.Contents.OrderBy(c => c.Key, StringComparer.Ordinal)];
    }
}
