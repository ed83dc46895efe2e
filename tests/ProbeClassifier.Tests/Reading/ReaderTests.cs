using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Parsing;
using ProbeClassifier.Reading;
using ProbeClassifier.Reports;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tests.Generators;

namespace ProbeClassifier.Tests.Reading;

public sealed class ReaderTests : IDisposable
{
    private static readonly DateTime LastWrite = new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc);
    private readonly string _folder = Directory.CreateTempSubdirectory("probeclassifier-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ThreadsAndOrderDoNotMatter()
    {
        // Over a piece's size, so that several threads share a file; repeats and stragglers among the lines.
        byte[] big = Enumerable.Range(0, 60).SelectMany(i => new LogLines(i).Block(1200, hostile: i % 3 == 0)).ToArray();
        Assert.True(big.Length > 12_000_000);
        string a = Write("a.log", big);
        string b = Write("b.log", new LogLines(77).Block(2000, hostile: true));
        string c = Gzip("c.log.gz", new LogLines(78).Block(2000, hostile: false));
        string one = Json([a, b, c], 1);
        Assert.Equal(one, Json([a, b, c], 2));
        Assert.Equal(one, Json([c, b, a], 5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    [InlineData(1_000_000)]
    public async Task APipeGivesWhatAFileGives(int segment)
    {
        byte[] text = new LogLines(3).Block(segment == 1 ? 200 : 4000, hostile: true);
        var whole = new ProbeRollup(new ProbeRollupOptions());
        ReadAll(Write("x.log", text), whole);
        var pipeline = new ProbePipeline<ProbeRollup>(
            new ProbeRollup(new ProbeRollupOptions()), new ProbeParserOptions { ReferenceTime = LastWrite });
        var pipe = new Pipe(new PipeOptions(minimumSegmentSize: Math.Min(segment, 65_536), useSynchronizationContext: false));
        Task writing = Task.Run(async () =>
        {
            for (int at = 0; at < text.Length; at += segment)
                await pipe.Writer.WriteAsync(text.AsMemory(at, Math.Min(segment, text.Length - at)));
            await pipe.Writer.CompleteAsync();
        });
        Assert.Equal(text.Length, await pipeline.ReadAsync(pipe.Reader));
        await writing;
        Assert.Equal(whole.ToSnapshot(), pipeline.Handler.ToSnapshot());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("no line end")]
    [InlineData("a\r\nb\r\n")]
    [InlineData("\0\0\n\0")]
    public void EveryLineOfASmallFileIsCounted(string text)
    {
        ProbeReadResult result = Read([Write("s.log", Encoding.Latin1.GetBytes(text))]);
        int lines = text.Split('\n').Length - (text.EndsWith('\n') || text.Length == 0 ? 1 : 0);
        Assert.Equal((1, lines, text.Length), (result.Files, result.Rollup.Lines, result.Bytes));
        Assert.Empty(result.Failures);
    }

    [Fact]
    public void GzipIsReadWholeMemberByMember()
    {
        byte[] one = new LogLines(1).Block(300, hostile: false);
        byte[] two = new LogLines(2).Block(300, hostile: false);
        string plain = Write("p.log", [.. one, .. two]);
        string zipped = Write("z", [.. Compress(one), .. Compress(two)]);
        Assert.Equal(Read([plain]).Rollup.ToSnapshot(), Read([zipped]).Rollup.ToSnapshot());
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.999)]
    [InlineData(0.01)]
    public void ATruncatedGzipIsReportedAndWhatCameBeforeCounts(double share)
    {
        byte[] whole = Compress(new LogLines(1).Block(3000, hostile: false));
        ProbeReadResult result = Read([Write("t.gz", whole[..(int)(whole.Length * share)])]);
        InputFailure failure = Assert.Single(result.Failures);
        Assert.Contains("ends early", failure.Message, StringComparison.Ordinal);
        Assert.Equal(share > 0.1, result.Rollup.Lines > 100);
    }

    [Fact]
    public void ADamagedGzipIsReported()
    {
        byte[] whole = Compress(new LogLines(1).Block(3000, hostile: false));
        whole[whole.Length / 2] ^= 0x55;
        Assert.Single(Read([Write("d.gz", whole)]).Failures);
    }

    /// <summary>The checksum comes last: by then each line has been counted.</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(4)]
    public void BytesOfADamagedGzipAreThoseOfItsLines(int fromEnd)
    {
        byte[] text = new LogLines(1).Block(3000, hostile: false);
        byte[] whole = Compress(text);
        whole[^fromEnd] ^= 0x55;
        ProbeReadResult result = Read([Write("crc.gz", whole)]);
        Assert.Single(result.Failures);
        Assert.InRange(result.Rollup.Lines, 1, 3000);
        Assert.InRange(result.Bytes, result.Rollup.Lines, text.Length);
    }

    [Fact]
    public void WhatCannotBeReadIsNamedAndTheRestCounted()
    {
        string good = Write("good.log", "x\n"u8.ToArray());
        ProbeReadResult result = Read([Path.Combine(_folder, "missing"), good, _folder]);
        Assert.Equal(["missing", Path.GetFileName(_folder)], result.Failures.Select(f => Path.GetFileName(f.Path)));
        Assert.Equal(1, result.Rollup.Lines);
    }

    [Fact]
    public void YearsAreCountedBackOverNewYearFromTheLastWrite()
    {
        string text = string.Concat(
            Line("Dec 30 10:00:00"), Line("Jan  2 10:00:00"), Line("Jun 15 10:00:00"), Line("Dec 31 23:59:59"), Line("Jan  1 00:00:00"),
            Line("Dec 31 23:59:59"), Line("Jan  1 00:00:01"), Line("Nov 20 10:00:00"));
        string[] expected =
        [
            "2024-12-30T10:00:00Z", "2025-01-02T10:00:00Z", "2025-06-15T10:00:00Z", "2025-12-31T23:00:00Z", "2026-01-01T00:00:00Z", "2026-11-20T10:00:00Z",
        ];
        foreach (string path in (string[])[Write("y.log", Encoding.ASCII.GetBytes(text)), Gzip("y.log.gz", Encoding.ASCII.GetBytes(text))])
        {
            RollupSummary summary = Read([path]).Rollup.Summarize(1);
            Assert.Equal(
                expected.Select(t => DateTimeOffset.Parse(t, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds() / 3600),
                summary.Hours.Select(h => h.Start.ToUnixTimeSeconds() / 3600));
            Assert.Equal(2, summary.Hours[3].Events);
        }
    }

    [Fact]
    public void YearsOfALargeFileAreFoundFromSamples()
    {
        // Two and a half years, 12 MB: larger than what is scanned whole.
        var text = new StringBuilder();
        for (var day = new DateTime(2024, 5, 1, 0, 0, 0, DateTimeKind.Utc); day < LastWrite; day = day.AddHours(1))
            text.Append(Line(day.ToString("MMM d HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)).Replace("WINDOW=1", "WINDOW=1 " + new string('x', 400), StringComparison.Ordinal));
        Assert.True(text.Length > 10_000_000);
        RollupSummary summary = Read([Write("large.log", Encoding.ASCII.GetBytes(text.ToString()))], threads: 3).Rollup.Summarize(1);
        Assert.Equal(new DateTimeOffset(2024, 5, 1, 0, 0, 0, TimeSpan.Zero), summary.First);
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 11, 0, 0, TimeSpan.Zero), summary.Last);
        Assert.All(summary.Hours, h => Assert.Equal(1, h.Events));
    }

    [Fact]
    public void DirectoriesAndGlobsAreListedInOrder()
    {
        Write("b.log", "x\n"u8.ToArray());
        Write("a.log", "x\n"u8.ToArray());
        Write(".hidden", "x\n"u8.ToArray());
        Directory.CreateDirectory(Path.Combine(_folder, "sub"));
        Write("sub/c.txt", "x\n"u8.ToArray());
        Directory.CreateSymbolicLink(Path.Combine(_folder, "loop"), _folder);
        Assert.Equal(["a.log", "b.log", "sub/c.txt"], InputPaths.Expand([_folder], out _).Select(p => Path.GetRelativePath(_folder, p)));
        Assert.Equal(["a.log", "b.log"], InputPaths.Expand([Path.Combine(_folder, "*.log"), Path.Combine(_folder, "a.log")], out _).Select(Path.GetFileName));
        Assert.Empty(InputPaths.Expand([Path.Combine(_folder, "*.none")], out IReadOnlyList<InputFailure> failures));
        Assert.Contains("matches no file", Assert.Single(failures).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACancelledReadIsPartial()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.True(ProbeReader.Read([Write("x.log", new LogLines(1).Block(10, hostile: false))], new ProbeReaderOptions(), cancelled.Token).IsPartial);
    }

    private static string Line(string stamp) => $"{stamp} fw1 kernel: DROP IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.7 LEN=40 PROTO=TCP SPT=1 DPT=22 WINDOW=1\n";

    private static void ReadAll(string path, ProbeRollup rollup) => rollup.MergeFrom(Read([path]).Rollup);

    private static ProbeReadResult Read(IReadOnlyList<string> paths, int threads = 2) =>
        ProbeReader.Read(paths, new ProbeReaderOptions { Threads = threads });

    private static string Json(IReadOnlyList<string> paths, int threads)
    {
        var text = new StringWriter();
        ProbeReport.From(Read(paths, threads)).Write(text, ReportFormat.Json);
        return text.ToString();
    }

    private static byte[] Compress(byte[] text)
    {
        var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(text);
        return output.ToArray();
    }

    private string Gzip(string name, byte[] text) => Write(name, Compress(text));

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, LastWrite);
        return path;
    }
}
