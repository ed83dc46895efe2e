using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using Microsoft.Win32.SafeHandles;
using ProbeClassifier.Events;
using ProbeClassifier.Kernels;
using ProbeClassifier.Parsing;

namespace ProbeClassifier.Reading;

/// <summary>
/// One input after the other, each line in its order, to one handler. What is told cannot be taken back, so where a compressed file's
/// years must be known first it is read twice, once for its stamps alone.
/// </summary>
internal sealed class OrderedReader<THandler>(THandler handler, ProbeParserOptions options, Action? onBlock, CancellationToken cancellation)
    where THandler : IProbeHandler
{
    private const int BlockBytes = 256 * 1024;

    private readonly List<InputFailure> _failures = [];
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BlockBytes + options.MaxFrameBytes);
    private LineMemo? _memo;

    public IReadOnlyList<InputFailure> Failures => _failures;

    public void Read(string path)
    {
        if (cancellation.IsCancellationRequested)
            return;
        try
        {
            ReadPath(path);
        }
        catch (Exception e) when (InputErrors.TryDescribe(e, out string message))
        {
            _failures.Add(new InputFailure(path, message));
        }
    }

    private void ReadPath(string path)
    {
        DateTimeOffset? reference = options.ReferenceTime;
        if (string.Equals(path, ProbeReader.StandardInput, StringComparison.Ordinal))
        {
            using Stream input = Console.OpenStandardInput();
            using var pump = new InterruptibleStream(input, cancellation);
            ReadStream(path, pump, reference ?? options.TimeProvider.GetUtcNow(), canReadAgain: false);
            return;
        }

        if (Directory.Exists(path))
        {
            _failures.Add(new InputFailure(path, InputErrors.IsDirectory));
            return;
        }

        SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        DateTimeOffset lastWrite = reference ?? new DateTimeOffset(File.GetLastWriteTimeUtc(handle), TimeSpan.Zero);
        using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);

        // A pipe, or a file that does not know its length, as those of /proc: read as it comes.
        if (!stream.CanSeek || stream.Length == 0 || GzipSource.IsGzip(handle))
            ReadStream(path, stream, lastWrite, stream.CanSeek);
        else
            ReadPlain(handle, lastWrite);
    }

    private void ReadPlain(SafeFileHandle handle, DateTimeOffset lastWrite)
    {
        long length = RandomAccess.GetLength(handle);
        var file = new LineFile(handle);
        List<YearRegion> regions = options.Year is null ? YearMap.Build(file.SampleYears(length), lastWrite) : [new YearRegion(0, lastWrite)];
        for (int i = 0; i < regions.Count && !cancellation.IsCancellationRequested; i++)
        {
            long end = i + 1 < regions.Count ? regions[i + 1].Start : length;
            BlockContext context = NewContext(regions[i].Reference);
            file.Read(regions[i].Start, end, context, options, _buffer, handler, OnBytes);
            _memo = context.Memo ?? _memo;
        }
    }

    private void ReadStream(string path, Stream input, DateTimeOffset reference, bool canReadAgain)
    {
        var peek = new PeekedStream(input);
        if (!peek.IsGzip)
        {
            ReadRegions(peek.Read, [new YearRegion(0, reference)]);
            return;
        }

        if (!canReadAgain || options.Year is not null)
        {
            using var once = new GzipSource(peek);
            ReadRegions(once.Read, [new YearRegion(0, reference)]);
            CheckEnd(path, once);
            return;
        }

        List<YearRegion> regions = YearMap.Build(SampleYears(peek), reference);
        input.Position = 0;
        using var gzip = new GzipSource(new PeekedStream(input));
        ReadRegions(gzip.Read, regions);
        CheckEnd(path, gzip);
    }

    private List<YearSample> SampleYears(Stream compressed)
    {
        List<YearSample> samples = [];
        using var gzip = new GzipSource(compressed);
        long offset = 0;
        bool atLineStart = true;
        try
        {
            int read;
            while (!cancellation.IsCancellationRequested && (read = gzip.Read(_buffer)) > 0)
            {
                YearSample.Collect(_buffer.AsSpan(0, read), offset, atLineStart, samples);
                offset += read;
                atLineStart = _buffer[read - 1] == '\n';
            }
        }
        catch (InvalidDataException)
        {
            // The second read meets it again, and says so once it has told what comes before.
        }

        return samples;
    }

    /// <summary>Regions begin at line starts; what a repeat line may look back at goes from one to the next.</summary>
    private void ReadRegions(ReadInto source, List<YearRegion> regions)
    {
        BlockContext? context = null;
        long position = 0;
        for (int i = 0; i < regions.Count && !cancellation.IsCancellationRequested; i++)
        {
            long end = i + 1 < regions.Count ? regions[i + 1].Start : long.MaxValue;
            BlockContext next = NewContext(regions[i].Reference);
            context = context is null ? next : new BlockContext(next.Clock, next.MaxFrameBytes) { History = context.History, Memo = next.Memo };
            var state = new ProbeParserState { Context = context };
            long delivered = 0;
            LineStream.Read(Limited, ref state, options, _buffer, handler, OnBytes, ref delivered);
            _memo = context.Memo ?? _memo;

            int Limited(Span<byte> buffer)
            {
                int read = source(buffer[..(int)Math.Min(buffer.Length, end - position)]);
                position += read;
                return read;
            }
        }
    }

    private void CheckEnd(string path, GzipSource gzip)
    {
        if (!cancellation.IsCancellationRequested && !gzip.EndedWhole())
            _failures.Add(new InputFailure(path, InputErrors.CutShort));
    }

    private BlockContext NewContext(DateTimeOffset reference)
    {
        BlockContext context = ProbeParser.CreateContext(options with { ReferenceTime = reference });
        if (_memo is not null)
        {
            _memo.ForgetHour();
            context.Memo = _memo;
        }

        return context;
    }

    private bool OnBytes(int bytes)
    {
        onBlock?.Invoke();
        return !cancellation.IsCancellationRequested;
    }
}
