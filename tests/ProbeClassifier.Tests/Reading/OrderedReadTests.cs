using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Threading;
using ProbeClassifier.Events;
using ProbeClassifier.Parsing;
using ProbeClassifier.Reading;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Reading;

/// <summary>Reading in order tells of the same lines as reading at once, years and repeats included.</summary>
public sealed class OrderedReadTests : IDisposable
{
    private static readonly DateTime LastWrite = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Files_over_two_new_years_give_what_the_report_counts(bool isGzip)
    {
        string[] months = ["Mar", "Jul", "Nov", "Feb", "Aug", "Dec", "Jan", "Mar"];
        string text = string.Concat(months.Select(m => $"{m}  1 11:00:00 gw kernel: DROP IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.2 LEN=60 PROTO=TCP SPT=4000 DPT=22 SYN\n{m}  1 11:00:09 gw last message repeated 3 times\n"));
        string path = Put("kern.log", Encoding.ASCII.GetBytes(text), isGzip);
        var seen = new TimeList();
        Assert.Empty(ProbeReader.ReadInOrder([path], seen));
        Assert.Equal([2024, 2024, 2024, 2024, 2024, 2024, 2025, 2025, 2025, 2025, 2025, 2025, 2026, 2026, 2026, 2026], seen.Times.Select(t => t.Year));
        HoldSame([path]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Hostile_logs_give_what_the_report_counts(bool isGzip) => HoldSame(
        [Put("a", new LogLines(5).Block(4000, hostile: true), isGzip), Put("b", new LogLines(6).Block(3000, hostile: false), isGzip), Put("empty", [], isGzip)]);

    [Fact]
    public void Cut_and_damaged_gzip_is_told_and_what_comes_before_is_read()
    {
        string path = Put("a.gz", new LogLines(5).Block(4000, hostile: false), isGzip: true);
        byte[] whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..(whole.Length / 2)]);
        File.SetLastWriteTimeUtc(path, LastWrite);
        HoldSame([path], failures: 1);
        whole[whole.Length / 2] ^= 0x55;
        File.WriteAllBytes(path, whole);
        File.SetLastWriteTimeUtc(path, LastWrite);
        var seen = new TimeList();
        Assert.Contains("the compressed data", Assert.Single(ProbeReader.ReadInOrder([path], seen)).Message, StringComparison.Ordinal);
        Assert.NotEmpty(seen.Times);
    }

    [Fact]
    public void A_cancelled_read_stops_between_blocks_and_opens_no_further_file()
    {
        string path = Put("a", new LogLines(5).Block(6000, hostile: false), isGzip: false);
        using var stop = new CancellationTokenSource();
        var seen = new TimeList();
        IReadOnlyList<InputFailure> failures = ProbeReader.ReadInOrder([path, _folder.At("none")], seen, onBlock: stop.Cancel, cancellationToken: stop.Token);
        Assert.Empty(failures);
        int some = seen.Times.Count;
        Assert.Single(ProbeReader.ReadInOrder([path, _folder.At("none")], seen));
        Assert.InRange(some, 1, seen.Times.Count - some - 1);
    }

    [Fact]
    public void What_is_no_file_is_a_failure_with_advice()
    {
        IReadOnlyList<InputFailure> failures = ProbeReader.ReadInOrder([_folder.Path, _folder.At("none")], new TimeList());
        Assert.Equal([_folder.Path, _folder.At("none")], failures.Select(f => f.Path));
        Assert.Contains("is a directory", failures[0].Message, StringComparison.Ordinal);
        Assert.Contains("no such file", failures[1].Message, StringComparison.Ordinal);
    }

    private static void HoldSame(IReadOnlyList<string> paths, int failures = 0)
    {
        ProbeReadResult report = ProbeReader.Read(paths, new ProbeReaderOptions { Threads = 1 });
        var rollup = new ProbeRollup(new ProbeRollupOptions());
        Assert.Equal(failures, ProbeReader.ReadInOrder(paths, rollup).Count);
        Assert.Equal(report.Failures.Select(f => f.Message), ProbeReader.ReadInOrder(paths, new TimeList()).Select(f => f.Message));
        Assert.Equal(report.Rollup.ToSnapshot(), rollup.ToSnapshot());
    }

    private string Put(string name, byte[] bytes, bool isGzip)
    {
        string path = _folder.At(name);
        using (Stream file = File.Create(path))
        using (Stream stream = isGzip ? new GZipStream(file, CompressionLevel.Fastest) : file)
            stream.Write(bytes);
        File.SetLastWriteTimeUtc(path, LastWrite);
        return path;
    }

    private sealed class TimeList : IProbeHandler
    {
        public List<DateTimeOffset> Times { get; } = [];

        public void OnEvent(in ProbeEvent probe) => Times.Add(probe.Time ?? default);

        public void OnOther(ReadOnlySpan<byte> frames, int count)
        {
        }

        public void OnUnparsed(ReadOnlySpan<byte> frame, UnparsedReason reason, int offset)
        {
        }

        public void OnOversize(int keptBytes)
        {
        }

        public void OnUnresolvedRepeat(uint times)
        {
        }
    }
}
