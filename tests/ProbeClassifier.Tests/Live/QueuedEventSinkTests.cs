using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Live;
using ProbeClassifier.Outputs;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Live;

public sealed class QueuedEventSinkTests
{
    private const string Line = "Nov 24 11:00:00 gw kernel: IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.2 LEN=60 PROTO=TCP SPT=4000 DPT=22 SYN\n";
    private const int LinesOfBlock = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly byte[] Block = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(Line, LinesOfBlock)));

    [Fact]
    public void All_events_are_written_in_order_of_their_stream()
    {
        var output = new MemoryStream();
        using var sink = new QueuedEventSink(output, new EventWriter(EventFormat.Ndjson));
        CollectorInput input = Collector(sink).OpenInput();
        for (int i = 0; i < 2000; i++)
            input.ParseLines(Encoding.Latin1.GetBytes(Line.Replace("SPT=4000", $"SPT={i}", StringComparison.Ordinal)), isFinal: false);
        Assert.True(sink.Finish(Patience));
        string[] written = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2000, written.Length);
        Assert.All(written.Index(), e => Assert.Contains($"\"source_port\":{e.Index},", e.Item, StringComparison.Ordinal));
        Assert.Equal((2000, 0), (sink.Written, sink.Lost));
    }

    [Fact]
    public async Task A_flush_does_not_wait_and_is_seen()
    {
        using var output = new GatedStream();
        using var sink = new QueuedEventSink(output, new EventWriter(EventFormat.Ndjson));
        Collector(sink).OpenInput().ParseLines(Encoding.Latin1.GetBytes(Line), isFinal: false);
        sink.Flush();
        await output.Entered.WaitAsync(Patience);
        sink.Flush();
        output.Open();
        Assert.True(sink.Finish(Patience));
        Assert.Equal(1, sink.Written);
    }

    [Fact]
    public async Task While_a_stream_takes_nothing_readers_wait_and_the_counts_can_be_had()
    {
        using var output = new GatedStream();
        using var sink = new QueuedEventSink(output, new EventWriter(EventFormat.Ndjson));
        ProbeCollector collector = Collector(sink);
        using var cancelled = new CancellationTokenSource();
        CollectorInput input = collector.OpenInput(cancelled.Token);
        const int Blocks = 100;
        var reading = Task.Factory.StartNew(
            () =>
            {
                for (int i = 0; i < Blocks; i++)
                    input.ParseLines(Block, isFinal: false);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        await output.Entered.WaitAsync(Patience);
        while (sink.HasRoom)
            await Task.Yield();

        // A reader that waits holds no lane. What it has read is bounded: the room, what is being written, a block over it.
        long lines = Assert.Single(collector.Collect()).Report.Summary.Lines;
        Assert.InRange(lines, 1, Blocks / 2 * LinesOfBlock);
        Assert.False(reading.IsCompleted);

        await cancelled.CancelAsync();
        await reading.WaitAsync(Patience);
        Assert.Equal(Blocks * LinesOfBlock, collector.ToRollup().Lines);
        Assert.InRange(sink.Lost, Blocks / 2 * LinesOfBlock, Blocks * LinesOfBlock);
        Assert.False(sink.Finish(TimeSpan.Zero));
        Assert.Equal((0, Blocks * LinesOfBlock), (sink.Written, sink.Lost));
    }

    [Fact]
    public async Task When_a_stream_goes_on_so_do_the_readers_and_nothing_is_lost()
    {
        using var output = new GatedStream();
        using var sink = new QueuedEventSink(output, new EventWriter(EventFormat.Ndjson));
        ProbeCollector collector = Collector(sink);
        Task[] reading = [.. Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                CollectorInput input = collector.OpenInput();
                for (int i = 0; i < 20; i++)
                    input.ParseLines(Block, isFinal: false);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        await output.Entered.WaitAsync(Patience);
        while (sink.HasRoom)
            await Task.Yield();
        output.Open();
        await Task.WhenAll(reading).WaitAsync(Patience);
        Assert.True(sink.Finish(Patience));
        Assert.Equal((8 * 20 * LinesOfBlock, 0), (sink.Written, sink.Lost));
    }

    [Fact]
    public void A_stream_that_fails_is_told_and_what_is_lost_is_counted()
    {
        using var sink = new QueuedEventSink(new BrokenStream(), new EventWriter(EventFormat.Ndjson));
        ProbeCollector collector = Collector(sink);
        CollectorInput input = collector.OpenInput();
        for (int i = 0; i < 100; i++)
            input.ParseLines(Block, isFinal: false);
        Assert.False(sink.Finish(Patience));
        Assert.Equal("no reader", sink.Failure?.Message);
        Assert.Equal((0, 100 * LinesOfBlock), (sink.Written, sink.Lost));
        Assert.Equal(100 * LinesOfBlock, collector.ToRollup().Lines);
    }

    [Fact]
    public void Nothing_is_allocated_per_event_once_warm()
    {
        using var sink = new QueuedEventSink(Stream.Null, new EventWriter(EventFormat.Ndjson));
        CollectorInput input = Collector(sink).OpenInput();
        for (int i = 0; i < 200; i++)
            input.ParseLines(Block, isFinal: false);
        Assert.Equal(0, Allocations.Least(() => input.ParseLines(Block, isFinal: false)));
        Assert.True(sink.Finish(Patience));
    }

    private static ProbeCollector Collector(IProbeEventSink sink) => new(new ProbeCollectorOptions { Parser = Parse.Options, Sink = sink });

    /// <summary>Takes nothing until it is opened.</summary>
    private sealed class GatedStream : Stream
    {
        private readonly ManualResetEventSlim _gate = new();
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Entered => _entered.Task;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public void Open() => _gate.Set();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _entered.TrySetResult();
            _gate.Wait();
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        /// <summary>Whoever is in it is let go.</summary>
        protected override void Dispose(bool disposing)
        {
            _gate.Set();
            base.Dispose(disposing);
        }
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("no reader");
    }
}
