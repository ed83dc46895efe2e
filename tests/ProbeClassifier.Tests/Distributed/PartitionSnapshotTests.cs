using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using FsCheck.Xunit;
using ProbeClassifier.Distributed;
using ProbeClassifier.Parsing;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tests.Generators;

namespace ProbeClassifier.Tests.Distributed;

public sealed class PartitionSnapshotTests
{
    private static readonly PartitionOptions Options = FakeEngine.Options with { Parser = FakeEngine.Options.Parser with { Year = null } };

    [Property(Arbitrary = [typeof(LogArbitraries)], MaxTest = 100)]
    internal void A_snapshot_depends_on_what_stands_before_it_and_not_on_where_others_were_made(LogText text, int seed)
    {
        var random = new Random(seed);
        PartitionState straight = New();
        PartitionState resumed = New();
        long position = 0;
        foreach (string line in text.Lines)
        {
            // Days go on: stamps without a year are near to the record's own day.
            DateTimeOffset time = new DateTimeOffset(2026, 1, 1, 23, 0, 0, TimeSpan.Zero).AddHours(position * 40);
            var record = new PartitionRecord(Encoding.Latin1.GetBytes(line + "\n"), position, ++position) { Time = time };
            straight.Fold(record, null);
            resumed.Fold(record, null);
            if (random.Next(3) == 0)
                resumed = new PartitionState(PartitionSnapshot.FromBytes(resumed.ToSnapshot().ToBytes(Options), Options), Options, PositionKind.Records);
        }

        Assert.Equal(straight.ToSnapshot().ToBytes(Options), resumed.ToSnapshot().ToBytes(Options));
    }

    [Fact]
    public void Every_byte_that_is_changed_and_every_cut_is_refused()
    {
        PartitionState state = New();
        state.Fold(new PartitionRecord("Nov 24 05:00:00 gw kernel: DROP IN=eth0 OUT= SRC=192.0.2.7 DST=198.51.100.1 LEN=60 PROTO=TCP SPT=4000 DPT=22\n"u8.ToArray(), 0, 1), null);
        byte[] good = (state.ToSnapshot() with { Identity = "made then" }).ToBytes(Options);
        Assert.Equal("made then", PartitionSnapshot.FromBytes(good, Options).Identity);
        PartitionSnapshot.FromBytes(good, Options).ToRollup(Options);
        for (int i = 0; i < good.Length; i++)
        {
            byte[] bad = [.. good];
            bad[i] ^= 0x10;
            Assert.Throws<SnapshotException>(() => PartitionSnapshot.FromBytes(bad, Options));
            Assert.Throws<SnapshotException>(() => PartitionSnapshot.FromBytes(good.AsMemory(0, i), Options));
        }
    }

    [Fact]
    public void Other_options_refuse_it()
    {
        byte[] bytes = New().ToSnapshot().ToBytes(Options);
        var e = Assert.Throws<SnapshotException>(() => PartitionSnapshot.FromBytes(bytes, Options with { RepeatWindowBytes = 8192 }));
        Assert.Contains("other options", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\nb", 2, 4)]
    [InlineData("a\nb\n", 2, 4)]
    [InlineData("a\r\nb", 2, 5)]
    [InlineData("", 0, 0)]
    [InlineData("\n", 1, 1)]
    public void A_record_is_lines_and_its_last_LF_may_be_missing(string payload, long lines, long bytes)
    {
        PartitionState state = New();
        Assert.True(state.Fold(new PartitionRecord(Encoding.Latin1.GetBytes(payload), 0, 1), null));
        Assert.Equal((lines, bytes, 1, 1), (state.Rollup.Lines, state.Bytes, state.Records, state.Next));
    }

    [Fact]
    public void A_record_that_came_before_is_passed_over()
    {
        PartitionState state = New();
        var record = new PartitionRecord("a\n"u8.ToArray(), 0, 1);
        Assert.True(state.Fold(record, null));
        Assert.False(state.Fold(record, null));
        Assert.Equal((1, 1), (state.Rollup.Lines, state.Records));
    }

    [Fact]
    public void A_repeat_line_behind_a_gap_is_no_repeat_of_what_stands_before_it()
    {
        PartitionState state = New();
        state.Fold(Record(Meaning[0], 1, 0), null);
        state.Fold(Record(Meaning[1], 5, missing: 3), null);
        Assert.Equal((1, 1), (state.Rollup.Summarize(10).Events, state.Rollup.Counts.UnresolvedRepeats));

        // Behind the gap lines follow each other again, whether a snapshot was made between them or not.
        state.Fold(Record(Meaning[0], 6, 0), null);
        PartitionState resumed = new(PartitionSnapshot.FromBytes(state.ToSnapshot().ToBytes(Options), Options), Options, PositionKind.Records);
        foreach (PartitionState one in (PartitionState[])[state, resumed])
        {
            one.Fold(Record(Meaning[1], 7, 0), null);
            Assert.Equal((5, 1), (one.Rollup.Summarize(10).Events, one.Rollup.Counts.UnresolvedRepeats));
        }

        static PartitionRecord Record(string text, long position, long missing) => new(Encoding.Latin1.GetBytes(text), position, position + 1) { Missing = missing };
    }

    [Fact]
    public void Gaps_beyond_the_number_that_is_kept_are_counted_in_the_last()
    {
        PartitionState state = New();
        for (int i = 1; i <= 70; i++)
            state.Fold(new PartitionRecord("a\n"u8.ToArray(), i * 10, (i * 10) + 1) { Missing = 2 }, null);
        PartitionSnapshot snapshot = PartitionSnapshot.FromBytes(state.ToSnapshot().ToBytes(Options), Options);
        Assert.Equal((64, 140, 140), (snapshot.Gaps.Count, snapshot.Missing, snapshot.Gaps.Sum(g => g.Records)));
        Assert.Equal(700, snapshot.Gaps[^1].To);
    }

    /// <summary>
    /// What these lines count as. When this fails because a line means something else than before, <see cref="PartitionOptions.ParserVersion"/>
    /// goes up: workers then count anew, rather than go on from counts of another meaning.
    /// </summary>
    [Fact]
    public void The_parser_version_stands_for_what_lines_mean()
    {
        PartitionState state = New();
        foreach (string line in Meaning)
            state.Fold(new PartitionRecord(Encoding.Latin1.GetBytes(line), state.Next, state.Next + 1), null);
        RollupSummary summary = state.Rollup.Summarize(10);
        string tags = string.Join(", ", summary.Tags.Where(t => t.Events > 0).Select(t => FormattableString.Invariant($"{t.Key.Id} {t.Events}")).Order(StringComparer.Ordinal));
        string counted = FormattableString.Invariant($"{PartitionOptions.ParserVersion}: {summary.Lines} lines, {summary.Events} events, {summary.Unparsed} unparsed: {tags}");
        Assert.True(string.Equals("2: 10 lines, 9 events, 2 unparsed: http/cgi-bin 1, icmp/8 1, login/failed 2, tcp/22 7", counted, StringComparison.Ordinal), counted);
    }

    private static readonly string[] Meaning =
    [
        "Nov 24 05:00:00 gw kernel: DROP IN=eth0 OUT= SRC=192.0.2.7 DST=198.51.100.1 LEN=60 PROTO=TCP SPT=4000 DPT=22 SYN\n",
        "Nov 24 05:00:09 gw last message repeated 3 times\n",
        "<4>Nov 24 05:00:10 gw kernel: Packet log: input DENY eth0 PROTO=6 192.0.2.8:4000 198.51.100.1:22 L=60 S=0x00 I=1 F=0x4000 T=50 (#1)\n",
        "2026-11-24T05:00:11Z gw sshd[1]: Failed password for root from 192.0.2.9 port 4000 ssh2\n",
        "<38>1 2026-11-24T05:00:11Z gw sshd 1 - -  Failed password for root from 192.0.2.9 port 4001 ssh2\n",
        "192.0.2.10 - - [24/Nov/2026:05:00:12 +0000] \"GET /cgi-bin/phf HTTP/1.0\" 404 1\n",
        "Nov 24 05:00:13 gw cron[1]: nothing\n",
        "Nov 24 05:00:14 gw kernel: DROP IN=eth0 OUT= SRC=192.0.2.7 DST=198.51.100.1 LEN=60 PROTO=ICMP TYPE=8 CODE=0\n",
        "Nov 24 05:00:15 gw kernel: DROP IN=eth0 OUT= SRC=192.0.2.7 DST=198.51.100.1 LEN=60 PROTO=UDP SPT=4000 DPT=53\n",
        "Nov 24 05:00:16 gw kernel: DROP IN=eth0 OUT= SRC=192.0.2.999 DST=198.51.100.1 LEN=60 PROTO=TCP SPT=4000 DPT=22 SYN\n",
    ];

    private static PartitionState New() => new(
        new PartitionSnapshot
        {
            Engine = "fake",
            Topic = "probes",
            Partition = "0",
            First = 0,
            Position = 0,
            Reference = new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero),
            Records = 0,
            Bytes = 0,
            Missing = 0,
            Gaps = [],
            HistoryIsWhole = true,
            Rollup = new ProbeRollup(Options.Rollup).ToSnapshot(),
        },
        Options,
        PositionKind.Records);
}
