using System;
using System.IO;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;
using ProbeClassifier.Distributed.Files;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Distributed;

public sealed class FilePartitionTests
{
    private static readonly PartitionOptions Options = FakeEngine.Options;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_file_that_grew_between_runs_has_the_snapshot_of_one_that_was_read_at_once(int seed)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(seed);
        byte[] text = new LogLines(seed).Block(8_000, hostile: true);
        string path = folder.Write("fw.log", text);
        byte[] straight = (await ReadOnAsync(path, First(path))).ToBytes(Options);

        PartitionSnapshot grown = First(path);
        for (int end = 0; end < text.Length;)
        {
            end = Math.Min(text.Length, end + random.Next(1, text.Length / 3));
            await File.WriteAllBytesAsync(path, text[..end]);
            grown = PartitionSnapshot.FromBytes((await ReadOnAsync(path, grown)).ToBytes(Options), Options);
        }

        Assert.Equal(straight, grown.ToBytes(Options));
        Assert.Equal(text.Length, grown.Position);
    }

    private static async Task<PartitionSnapshot> ReadOnAsync(string path, PartitionSnapshot from)
    {
        var log = new FilePartitionLog(Options.Parser);
        var state = new PartitionState(from, Options, log.Positions);
        await using IPartitionReader reader = await log.OpenAsync(path, state.Resume, default);
        while (await reader.ReadAsync(default) is { } record)
            state.Fold(record, null);
        return state.ToSnapshot();
    }

    private static PartitionSnapshot First(string path) => new()
    {
        Engine = "file",
        Topic = string.Empty,
        Partition = path,
        First = 0,
        Position = 0,
        Reference = DateTimeOffset.UnixEpoch,
        Records = 0,
        Bytes = 0,
        Missing = 0,
        Gaps = [],
        HistoryIsWhole = true,
        Rollup = new ProbeRollup(Options.Rollup).ToSnapshot(),
    };
}
