using System;
using System.IO;
using System.Linq;
using System.Text;
using ProbeClassifier.Checkpoints;
using ProbeClassifier.Following;
using ProbeClassifier.Parsing;
using ProbeClassifier.Reading;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tagging;
using ProbeClassifier.Tests.Cli;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Following;

/// <summary>A checkpoint is the old one or the new one, whatever happens while it is written; and damage is never taken for counts.</summary>
public sealed class CheckpointStoreTests
{
    private const string Name = "state";
    private static readonly ProbeParserOptions Parser = new() { Year = 2000 };
    private static readonly ProbeRollupOptions Rollup = new();

    public static TheoryData<int, string> Faults()
    {
        var data = new TheoryData<int, string>();
        for (int operation = 1; operation <= 6; operation++)
        {
            foreach (string moment in Enum.GetNames<FaultyCheckpointFiles.Moment>())
                data.Add(operation, moment);
        }

        return data;
    }

    [Fact]
    public void Counts_logs_settled_files_and_origins_come_back()
    {
        (FollowerCounts counts, KnownLogs known) = State(7, lines: 3);
        var log = new Incarnation
        {
            Place = "/var/log/kern.log\n\u001b",
            Device = 1,
            Inode = ulong.MaxValue,
            LastWrite = 639_000_000_000_000_000,
            Position = 5_000_000_000,
            InOversizeLine = true,
            IsCounted = true,
            Head = new Fingerprint(1, 2),
            Tail = new Fingerprint(3, ulong.MaxValue),
        };
        known.All.Add(log);
        known.Settle(new FileStamp(1, 2, 3, 4, true), "x", log, 1);
        known.Settle(new FileStamp(5, 6, 7, 8, true), "y", null, 1);
        known.Origins["/var/log/kern.log"] = 9;
        FollowerState back = CheckpointReader.Read(CheckpointWriter.Write(counts, known, Parser).Span, Parser, Rollup);
        Assert.Equal((7, 3), (back.Counts.Bytes, back.Counts.Files));
        Assert.Equal(counts.Rollup.ToSnapshot(), back.Counts.Rollup.ToSnapshot());
        Incarnation same = Assert.Single(back.Known.All);
        Assert.Equal(
            (log.Place, log.Device, log.Inode, log.LastWrite, log.Position, log.InOversizeLine, log.IsCounted, log.IsFinished, log.Head, log.Tail),
            (same.Place, same.Device, same.Inode, same.LastWrite, same.Position, same.InOversizeLine, same.IsCounted, same.IsFinished, same.Head, same.Tail));
        Assert.Same(same, back.Known.Settled[SettledFile.Of(new FileStamp(1, 2, 3, 4, true), "x")].Log);
        Assert.Null(back.Known.Settled[SettledFile.Of(new FileStamp(5, 6, 7, 8, true), "y")].Log);
        Assert.Equal(9, back.Known.Origins["/var/log/kern.log"]);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_write_that_is_broken_off_leaves_the_old_one_or_the_new_one(int operation, string moment)
    {
        var files = new FaultyCheckpointFiles();
        Store(Name, files).Save(Bytes(1));
        Store(Name, files).Save(Bytes(2));
        files.Restart();
        (files.FailAt, files.FailMoment) = (operation, Enum.Parse<FaultyCheckpointFiles.Moment>(moment));
        Assert.Throws<IOException>(() => Store(Name, files).Save(Bytes(3)));
        files.Restart();
        Assert.Contains(Load(files, out _), new long[] { 2, 3 });

        // And life goes on from there, with the other one kept.
        var store = Store(Name, files);
        Assert.NotNull(store.Load(out _));
        store.Save(Bytes(4));
        Assert.Equal(4, Load(files, out string? warning));
        Assert.Null(warning);
        Assert.Contains(Load(files, out _, Name + ".previous"), new long[] { 2, 3 });
    }

    [Fact]
    public void The_operations_of_a_write_are_all_tried_by_the_faults()
    {
        var files = new FaultyCheckpointFiles();
        Store(Name, files).Save(Bytes(1));
        files.Restart();
        Store(Name, files).Save(Bytes(2));
        Assert.Equal(6, files.Operations);
    }

    [Fact]
    public void A_full_disk_keeps_the_old_one_and_the_next_write_works()
    {
        var files = new FaultyCheckpointFiles();
        var store = Store(Name, files);
        store.Save(Bytes(1));
        files.Restart();
        (files.FailAt, files.FailMoment, files.StaysDown) = (2, FaultyCheckpointFiles.Moment.InTheMiddle, false);
        Assert.Throws<IOException>(() => store.Save(Bytes(2)));
        Assert.Equal([Name], files.Files.Keys);
        store.Save(Bytes(3));
        Assert.Equal(3, Load(files, out _));
    }

    [Fact]
    public void A_cut_anywhere_is_found_and_the_previous_one_is_used_and_kept()
    {
        byte[] bytes = Bytes(2);
        for (int length = 0; length < bytes.Length; length++)
            AssertPreviousIsUsed(bytes[..length], $"cut at {length}");
    }

    [Fact]
    public void A_flipped_bit_is_found_and_the_previous_one_is_used()
    {
        byte[] bytes = Bytes(2);
        for (int at = 0; at < bytes.Length; at += at < 64 ? 1 : 7)
        {
            byte[] damaged = [.. bytes];
            damaged[at] ^= (byte)(1 << (at % 8));
            AssertPreviousIsUsed(damaged, $"flipped in {at}");
        }
    }

    [Fact]
    public void Two_damaged_ones_are_never_a_fresh_start()
    {
        var files = new FaultyCheckpointFiles();
        files.Put(Name, Bytes(2)[..50]);
        Assert.Contains("there is none before it", Assert.Throws<CheckpointException>(() => Load(files, out _)).Message, StringComparison.Ordinal);
        files.Put(Name + ".previous", []);
        string message = Assert.Throws<CheckpointException>(() => Load(files, out _)).Message;
        Assert.Contains("state is damaged (it ends early), and the one before it is damaged too (it is too short)", message, StringComparison.Ordinal);
        Assert.Contains("--from-start", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_one_with_a_previous_one_is_told()
    {
        var files = new FaultyCheckpointFiles();
        files.Put(Name + ".previous", Bytes(5));
        Assert.Equal(5, Load(files, out string? warning));
        Assert.Contains("is not there", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_version_is_refused_though_there_is_a_previous_one()
    {
        byte[] bytes = Bytes(2);
        bytes[8] = 2;
        BitConverter.TryWriteBytes(bytes.AsSpan(24), SealedWriter.ChecksumOf(bytes.AsSpan(0, 24)));
        var files = new FaultyCheckpointFiles();
        files.Put(Name, bytes);
        files.Put(Name + ".previous", Bytes(1));
        Assert.Contains("state has version 2; expected version 1", Assert.Throws<CheckpointException>(() => Load(files, out _)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_options_are_refused_by_name()
    {
        var files = new FaultyCheckpointFiles();
        files.Put(Name, Bytes(2));
        void Refused(string expected, ProbeParserOptions parser, ProbeRollupOptions rollup) => Assert.Contains(
            expected, Assert.Throws<CheckpointException>(() => Store(Name, files, parser, rollup).Load(out _)).Message, StringComparison.Ordinal);
        Refused("the year 2000, not 2001", Parser with { Year = 2001 }, Rollup);
        Refused("the year 2000, not none", Parser with { Year = null }, Rollup);
        Refused("a line limit of 65536, not 1000", Parser with { MaxFrameBytes = 1000 }, Rollup);
        Refused("the time zone UTC, not +09", Parser with { TimeZone = TimeZoneInfo.CreateCustomTimeZone("+09", TimeSpan.FromHours(9), "+09", "+09") }, Rollup);
        Refused("other rules", Parser, Rollup with { Rules = RuleSet.Extended });
        Refused("another incident gap", Parser, Rollup with { IncidentGap = TimeSpan.FromMinutes(1) });
    }

    [Fact]
    public void On_disk_it_is_for_its_owner_only_and_does_not_go_through_links()
    {
        using var folder = new TemporaryFolder();
        string path = folder.At(Name);
        string victim = folder.Write("victim", "precious");
        File.CreateSymbolicLink(path + ".partial", victim);
        Store(path, new DiskCheckpointFiles()).Save(Bytes(1));
        Assert.Equal("precious", File.ReadAllText(victim));
        Assert.False(File.Exists(path + ".partial"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Store(path, new DiskCheckpointFiles()).Save(Bytes(2));
        Assert.Equal((2, 1), (LoadDisk(path), LoadDisk(path + ".previous")));
    }

    [Fact]
    public void A_second_follower_is_kept_off()
    {
        using var folder = new TemporaryFolder();
        var options = new LogFollowerOptions { Paths = [folder.At("log")], Checkpoint = folder.At(Name) };
        using (LogFollower.Open(options))
            Assert.Contains("in use by another process", Assert.Throws<CheckpointException>(() => LogFollower.Open(options)).Message, StringComparison.Ordinal);
        LogFollower.Open(options).Dispose();
        Assert.Contains("its folder is not there", Assert.Throws<CheckpointException>(() => LogFollower.Open(options with { Checkpoint = folder.At("no/state") })).Message, StringComparison.Ordinal);
    }

    private static void AssertPreviousIsUsed(byte[] present, string what)
    {
        var files = new FaultyCheckpointFiles();
        files.Put(Name, present);
        files.Put(Name + ".previous", Bytes(1));
        var store = Store(Name, files);
        Assert.True(store.Load(out string? warning)?.Counts.Bytes == 1, what);
        Assert.Contains("is damaged", warning, StringComparison.Ordinal);

        // The damaged one does not push out the good one.
        files.Restart();
        files.FailAt = 4;
        Assert.Throws<IOException>(() => store.Save(Bytes(9)));
        files.Restart();
        Assert.Contains(Load(files, out _), new long[] { 1, 9 });
    }

    private static CheckpointStore<FollowerState> Store(string path, ICheckpointFiles files, ProbeParserOptions? parser = null, ProbeRollupOptions? rollup = null) =>
        new(path, files, b => CheckpointReader.Read(b, parser ?? Parser, rollup ?? Rollup), ", with --from-start to read what is there again");

    private static long Load(FaultyCheckpointFiles files, out string? warning, string name = Name) =>
        Store(name, files).Load(out warning)!.Counts.Bytes;

    private static long LoadDisk(string path) => Store(path, new DiskCheckpointFiles()).Load(out _)!.Counts.Bytes;

    private static byte[] Bytes(long bytes)
    {
        (FollowerCounts counts, KnownLogs known) = State(bytes, lines: 2);
        return CheckpointWriter.Write(counts, known, Parser).ToArray();
    }

    private static (FollowerCounts Counts, KnownLogs Known) State(long bytes, int lines)
    {
        var counts = new FollowerCounts(new ProbeRollup(Rollup)) { Bytes = bytes, Files = 3 };
        ProbeRollup rollup = counts.Rollup;
        ProbeParserState state = default;
        ProbeParser.Parse(Encoding.UTF8.GetBytes(CliLines.Many(lines)), Parser, ref state, ref rollup, isFinalBlock: true);
        return (counts, new KnownLogs());
    }
}
