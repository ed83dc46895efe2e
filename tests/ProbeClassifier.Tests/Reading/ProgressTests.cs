using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Reading;
using ProbeClassifier.Tests.Cli;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Reading;

public sealed class ProgressTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Progress_tells_bytes_and_lines_while_a_file_is_read(int threads)
    {
        const int Lines = 100_000;
        using var folder = new TemporaryFolder();
        byte[] text = System.Text.Encoding.UTF8.GetBytes(CliLines.Many(Lines));
        var seen = new Recorder();
        ProbeReader.Read([folder.Write("big.log", text)], new ProbeReaderOptions { Threads = threads, Progress = seen });
        ReadProgress[] reports = [.. seen.Reports.OrderBy(r => r.Bytes)];
        Assert.InRange(reports.Length, 3, 20);
        Assert.All(reports, r => Assert.Equal(text.Length, r.TotalBytes));
        Assert.All(reports, r => Assert.InRange(r.Lines, 1, Lines));
        Assert.True(reports[0].Lines < reports[^1].Lines, "lines grow with bytes");

        // About as many lines as the bytes hold, while it lasts.
        Assert.All(reports, r => Assert.InRange(r.Lines * (double)text.Length / (r.Bytes * (double)Lines), 0.5, 1.5));
    }

    private sealed class Recorder : IProgress<ReadProgress>
    {
        public List<ReadProgress> Reports { get; } = [];

        public void Report(ReadProgress value)
        {
            lock (Reports)
                Reports.Add(value);
        }
    }
}
