using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Tests.Distributed;

public sealed class PartitionWorkerTests
{
    private readonly FakeEngine _engine = new(7, partitions: 1, lines: 40);
    private readonly MemoryStore _store = new();
    private readonly EventLedger _ledger = new();
    private readonly ConcurrentQueue<PartitionNotice> _notices = [];

    [Fact]
    public async Task What_retention_took_before_it_was_read_is_a_gap_with_its_positions()
    {
        await using (FakeMember first = Member())
        {
            first.Start("0");
            await first.AdvanceAsync("0", 5);
            await first.Worker.StopAsync("0");
        }

        _engine.First["0"] = 9;
        await using FakeMember second = Member();
        second.Start("0");
        await second.AdvanceAsync("0", 1_000);
        await second.EndAsync("0");
        MergedPartitions merged = await MergedPartitions.ReadAsync(_store, FakeEngine.Options);
        PartitionSnapshot covered = Assert.Single(merged.Partitions);
        Assert.Equal([new PartitionGap(6, 9, 3)], covered.Gaps);
        Assert.Equal((3, _engine.End("0") - 1 - 3), (covered.Missing, covered.Records));
        Assert.Equal("gap: 3 records from 6 to before 9 were gone from the log before they were read", Assert.Single(merged.Failures).Message);
        Assert.Contains("gap: 3 records", FakeEngine.Text(merged.ToReport()), StringComparison.Ordinal);
        Assert.Contains(_notices, n => n.IsError && n.Message.StartsWith("3 records before 9 are gone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_log_that_was_cut_before_anybody_read_begins_where_it_does_and_says_so()
    {
        _engine.First["0"] = 4;
        await using FakeMember member = Member();
        member.Start("0");
        await member.AdvanceAsync("0", 1_000);
        await member.EndAsync("0");
        MergedPartitions merged = await MergedPartitions.ReadAsync(_store, FakeEngine.Options);
        Assert.Equal((4, 0), (Assert.Single(merged.Partitions).First, merged.Partitions[0].Missing));
        Assert.Empty(merged.Failures);
    }

    [Fact]
    public async Task A_snapshot_that_the_store_does_not_take_ends_the_partition_with_its_reason()
    {
        await using FakeMember member = Member();
        member.Start("0");
        await member.AdvanceAsync("0", 3);
        _store.MostBytes = 200;
        await member.AdvanceAsync("0", 1_000);
        await member.EndAsync("0");
        Assert.StartsWith("the snapshot has ", Assert.Single(member.Worker.Progress).Failure, StringComparison.Ordinal);

        // What was covered before stands.
        Assert.True(Assert.Single((await MergedPartitions.ReadAsync(_store, FakeEngine.Options)).Partitions).Position <= 4);
    }

    [Fact]
    public async Task Who_cannot_make_a_last_snapshot_ends_in_order_and_the_next_begins_at_the_newest()
    {
        await using (FakeMember first = Member(lines: 1_000_000))
        {
            first.Start("0");
            await first.AdvanceAsync("0", 5);
            _store.FailsNext = true;
            await first.Worker.StopAsync("0");
            Assert.Null(Assert.Single(first.Worker.Progress).Failure);
        }

        Assert.Contains(_notices, n => n.Message.Contains("it was to end", StringComparison.Ordinal));
        await using FakeMember second = Member();
        second.Start("0");
        await second.AdvanceAsync("0", 1_000);
        await second.EndAsync("0");
        Assert.Equal(_engine.LocalReport(), FakeEngine.Text((await MergedPartitions.ReadAsync(_store, FakeEngine.Options)).ToReport()));
    }

    [Fact]
    public async Task A_damaged_snapshot_is_passed_over_for_the_one_before()
    {
        await using (FakeMember first = Member(lines: 1))
        {
            first.Start("0");
            await first.AdvanceAsync("0", 10);
            await first.Worker.StopAsync("0");
        }

        SnapshotName newest = _store.Snapshots.Keys.MaxBy(n => n.Position);
        byte[] damaged = _store.Snapshots[newest];
        damaged[damaged.Length / 2] ^= 1;
        _store.Replace(newest, damaged);
        Assert.Contains("an older one is used", Assert.Single((await MergedPartitions.ReadAsync(_store, FakeEngine.Options)).Failures).Message, StringComparison.Ordinal);
        await using FakeMember second = Member();
        second.Start("0");
        await second.AdvanceAsync("0", 1_000);
        await second.EndAsync("0");
        Assert.Contains(_notices, n => n.IsError && n.Message.Contains("damaged", StringComparison.Ordinal));
        Assert.Equal(_engine.LocalReport(), FakeEngine.Text((await MergedPartitions.ReadAsync(_store, FakeEngine.Options)).ToReport()));
    }

    [Fact]
    public async Task When_nothing_comes_what_is_new_is_in_a_snapshot_after_its_time()
    {
        await using FakeMember member = Member(every: TimeSpan.FromMilliseconds(100));
        member.Start("0");
        await member.AdvanceAsync("0", 1);
        _store.NextPut = new TaskCompletionSource<SnapshotName>(TaskCreationOptions.RunContinuationsAsynchronously);
        await member.AdvanceAsync("0", 2);
        Assert.InRange((await _store.NextPut.Task.WaitAsync(TimeSpan.FromMinutes(1))).Position, 2, 4);
    }

    [Fact]
    public async Task A_snapshot_that_fails_while_the_log_is_quiet_lets_the_partition_begin_again()
    {
        await using FakeMember member = Member(every: TimeSpan.FromMilliseconds(100));
        member.Start("0");
        await member.AdvanceAsync("0", 1);
        _store.NextFailure = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _store.FailsNext = true;
        await member.AdvanceAsync("0", 1);
        await _store.NextFailure.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await member.AdvanceAsync("0", 1_000);
        await member.EndAsync("0");
        Assert.Contains(_notices, n => n.IsError && n.Message.StartsWith("the store is away; begins again", StringComparison.Ordinal));
        Assert.Null(Assert.Single(member.Worker.Progress).Failure);
        Assert.Equal(_engine.LocalReport(), FakeEngine.Text((await MergedPartitions.ReadAsync(_store, FakeEngine.Options)).ToReport()));
    }

    [Fact]
    public async Task A_fault_that_nobody_foresaw_ends_the_partition_and_is_told()
    {
        await using FakeMember member = Member();
        member.Start("0");
        await member.AdvanceAsync("0", 3);
        member.BreaksNext["0"] = true;
        await member.AdvanceAsync("0", 1);
        await member.EndAsync("0");
        Assert.Equal("InvalidOperationException: out of order", Assert.Single(member.Worker.Progress).Failure);
        Assert.Contains(_notices, n => n.IsError && n.Message == "is given up: InvalidOperationException: out of order");
    }

    [Fact]
    public async Task A_stored_snapshot_of_the_name_holds_against_one_with_a_gap()
    {
        // The first saw all records, and its last snapshot is not seen by the second, which finds a gap instead.
        await using FakeMember first = Member(lines: 1_000_000);
        first.Start("0");
        await first.AdvanceAsync("0", 12);
        _engine.First["0"] = 9;
        await using FakeMember second = Member(lines: 1_000_000);
        second.Start("0");
        await second.AdvanceAsync("0", 4);
        await first.Worker.StopAsync("0");
        await second.Worker.StopAsync("0");
        Assert.Equal(0, Assert.Single((await MergedPartitions.ReadAsync(_store, FakeEngine.Options)).Partitions).Missing);
        Assert.DoesNotContain(_notices, n => n.Message.Contains("counted otherwise", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Other_options_are_another_family_and_the_message_names_those_there_are()
    {
        await using FakeMember member = Member();
        member.Start("0");
        await member.AdvanceAsync("0", 1);
        await member.Worker.StopAsync("0");
        PartitionOptions others = FakeEngine.Options with { Parser = FakeEngine.Options.Parser with { Year = 2025 } };
        var refused = await Assert.ThrowsAsync<PartitionFaultException>(() => MergedPartitions.ReadAsync(_store, others));
        Assert.Contains($"no snapshots of the family {others.Family}, but of {FakeEngine.Options.Family}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(FakeEngine.Options.Family, (FakeEngine.Options with { Rollup = FakeEngine.Options.Rollup with { Scans = new ScanThresholds { Hosts = 3 } } }).Family);
    }

    [Fact]
    public async Task A_partition_that_was_expected_and_has_no_snapshot_is_told_of()
    {
        await using FakeMember member = Member();
        member.Start("0");
        await member.AdvanceAsync("0", 1);
        await member.Worker.StopAsync("0");
        MergedPartitions merged = await MergedPartitions.ReadAsync(_store, FakeEngine.Options, ["0", "1"]);
        Assert.Equal("1", Assert.Single(merged.Failures).Path);
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        var wrong = new PartitionWorkerOptions { SnapshotLines = 0, SnapshotEvery = TimeSpan.Zero, SnapshotsKept = 1, RetryDelay = TimeSpan.Zero, Partition = new PartitionOptions { RepeatWindowBytes = 1 } };
        string all = string.Join('\n', wrong.Validate());
        foreach (string name in (string[])["SnapshotLines: 0", "SnapshotEvery: 00:00:00", "SnapshotsKept: 1", "RetryDelay: 00:00:00", "RepeatWindowBytes: 1"])
            Assert.Contains(name, all, StringComparison.Ordinal);
        Assert.Empty(new PartitionWorkerOptions().Validate());
    }

    private FakeMember Member(long lines = 20, TimeSpan? every = null) => new(_engine, _store, _ledger, lines, _notices, every);
}
