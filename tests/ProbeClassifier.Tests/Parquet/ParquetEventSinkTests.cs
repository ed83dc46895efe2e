using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using ProbeClassifier.Live;
using ProbeClassifier.Parquet;
using ProbeClassifier.Tests.Cli;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Parquet;

public sealed class ParquetEventSinkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Files_of_a_bounded_size_are_each_whole_and_together_all()
    {
        using DuckDb duck = DuckDb.OpenOrSkip(_folder.Path);
        File.WriteAllText(_folder.At("events.2.parquet"), "there already");
        File.WriteAllText(_folder.At("events.parquet"), "of an earlier run");
        long expected;
        using (ParquetEventSink sink = Open("events.parquet", ParquetEventSink.LeastFileBytes))
        {
            // What does not compress: each file is filled by it.
            expected = Feed(sink, Incompressible(4_000));
            sink.Finish();
            Assert.Equal((expected, 0L, null), (sink.Written, sink.Lost, sink.Failure));
        }

        Assert.Equal("of an earlier run", File.ReadAllText(_folder.At("events.3.parquet")));
        Assert.Equal("there already", File.ReadAllText(_folder.At("events.2.parquet")));
        File.Delete(_folder.At("events.3.parquet"));
        File.Delete(_folder.At("events.2.parquet"));
        string[] files = Directory.GetFiles(_folder.Path);
        Assert.True(files.Length > 4, string.Join(' ', files));
        Assert.All(files, f => Assert.EndsWith(".parquet", f, StringComparison.Ordinal));
        Assert.All(files, f => Assert.InRange(new FileInfo(f).Length, 1, ParquetEventSink.LeastFileBytes));
        Assert.All(files.Order(StringComparer.Ordinal).SkipLast(1), f => Assert.True(new FileInfo(f).Length > ParquetEventSink.LeastFileBytes / 4, f));
        Assert.Equal([$"{expected}|{expected}"], duck.Rows("SELECT sum(events), count(DISTINCT url) FROM 'events*.parquet'"));
    }

    [Fact]
    public void Before_it_is_finished_no_file_has_the_name_and_a_dispose_finishes()
    {
        using (ParquetEventSink sink = Open("events.parquet"))
        {
            Feed(sink, CliLines.Telnet);
            Assert.False(File.Exists(_folder.At("events.parquet")));
            Assert.EndsWith(".partial", Assert.Single(Directory.GetFiles(_folder.Path)), StringComparison.Ordinal);
        }

        Assert.Equal([_folder.At("events.parquet")], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_file_that_is_there_is_never_replaced()
    {
        File.WriteAllText(_folder.At("events.parquet"), "there");
        Assert.Contains("it is there already", Assert.Throws<IOException>(() => Open("events.parquet")).Message, StringComparison.Ordinal);
        using ParquetEventSink sink = Open("later.parquet");
        Feed(sink, CliLines.Telnet);
        File.WriteAllText(_folder.At("later.parquet"), "came in between");
        sink.Finish();
        Assert.NotNull(sink.Failure);
        Assert.Equal((0L, 1L), (sink.Written, sink.Lost));
        Assert.Equal("came in between", File.ReadAllText(_folder.At("later.parquet")));
    }

    [Fact]
    public void What_cannot_be_written_is_counted_and_leaves_nothing_behind()
    {
        using ParquetEventSink sink = Open("events.parquet");
        Feed(sink, CliLines.Telnet + CliLines.Ping);
        foreach (string partial in Directory.GetFiles(_folder.Path))
            File.Delete(partial);
        sink.Finish();
        Assert.NotNull(sink.Failure);
        Assert.Equal((0L, 2L), (sink.Written, sink.Lost));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_bound_below_the_least_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Open("events.parquet", ParquetEventSink.LeastFileBytes - 1));

    private static string Incompressible(int count)
    {
        var random = new Random(5);
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return string.Concat(Enumerable.Range(0, count).Select(_ =>
            $"192.0.2.9 - - [24/Nov/2026:11:00:15 +0000] \"GET /{string.Concat(random.GetItems<char>(Letters, 1_900))} HTTP/1.0\" 404 12\n"));
    }

    private static long Feed(ParquetEventSink sink, string lines)
    {
        var collector = new ProbeCollector(new ProbeCollectorOptions { Parser = Support.Parse.Options, Sink = sink });
        collector.OpenInput().ParseLines(Encoding.Latin1.GetBytes(lines), isFinal: true);
        return lines.AsSpan().Count('\n');
    }

    private ParquetEventSink Open(string name, long most = long.MaxValue) => new(_folder.At(name), mostFileBytes: most);
}
