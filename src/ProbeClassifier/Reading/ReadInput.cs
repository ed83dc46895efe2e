using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using Microsoft.Win32.SafeHandles;
using ProbeClassifier.Kernels;
using ProbeClassifier.Parsing;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Reading;

/// <summary>One path: what kind of input it is, and how it is cut into work.</summary>
internal sealed class ReadInput(string path, int order, ProbeReaderOptions options, ReadTally tally, ReadWork work)
{
    /// <summary>A piece of a large file. Smaller pieces share the work better; each costs a few microseconds.</summary>
    private const long PieceBytes = 8 * 1024 * 1024;

    private SafeFileHandle? _handle;
    private int _piecesLeft;

    /// <summary>Reads the input, or cuts it into pieces for all workers.</summary>
    public void Read(ReadWorker worker) => Guard(() =>
    {
        if (worker.IsCancelled)
            return;
        if (string.Equals(path, ProbeReader.StandardInput, StringComparison.Ordinal))
        {
            using Stream input = Console.OpenStandardInput();
            using var pump = new InterruptibleStream(input, worker.Cancellation);
            ReadStream(pump, options.Parser.ReferenceTime ?? options.Parser.TimeProvider.GetUtcNow(), isLive: true, worker);
            return;
        }

        if (Directory.Exists(path))
        {
            tally.Fail(order, path, InputErrors.IsDirectory);
            return;
        }

        SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        DateTimeOffset lastWrite = options.Parser.ReferenceTime ?? new DateTimeOffset(File.GetLastWriteTimeUtc(handle), TimeSpan.Zero);
        var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);

        // A pipe, or a file that does not know its length, as those of /proc: read as it comes.
        if (!stream.CanSeek || stream.Length == 0 || GzipSource.IsGzip(handle))
        {
            using (stream)
                ReadStream(stream, lastWrite, isLive: !stream.CanSeek, worker);
            return;
        }

        tally.AddFile();
        ReadPlain(handle, lastWrite, worker);
    });

    private void ReadPlain(SafeFileHandle handle, DateTimeOffset lastWrite, ReadWorker worker)
    {
        _handle = handle;
        long length = RandomAccess.GetLength(handle);
        var file = new LineFile(handle);
        List<YearRegion> regions = options.Parser.Year is null
            ? YearMap.Build(file.SampleYears(length), lastWrite)
            : [new YearRegion(0, lastWrite)];
        List<(long Start, long End, DateTimeOffset Reference)> pieces = [];
        for (int i = 0; i < regions.Count; i++)
        {
            long end = i + 1 < regions.Count ? regions[i + 1].Start : length;
            long piece = options.Threads == 1 ? long.MaxValue : PieceBytes;
            for (long start = regions[i].Start; start < end; start = Math.Min(end, piece > end - start ? end : start + piece))
                pieces.Add((start, piece > end - start ? end : start + piece, regions[i].Reference));
        }

        _piecesLeft = pieces.Count;
        if (pieces.Count == 0)
            handle.Dispose();

        // The first is read here; the others wait for whoever is free.
        for (int i = 1; i < pieces.Count; i++)
        {
            (long start, long end, DateTimeOffset reference) = pieces[i];
            work.Add(w => Guard(() => ReadPiece(file, start, end, reference, w)));
        }

        if (pieces.Count > 0)
            ReadPiece(file, pieces[0].Start, pieces[0].End, pieces[0].Reference, worker);
    }

    private void ReadPiece(LineFile file, long start, long end, DateTimeOffset reference, ReadWorker worker)
    {
        try
        {
            long first = worker.IsCancelled ? end : file.LineStart(start, end);
            if (first >= end)
                return;
            BlockContext context = worker.NewContext(reference);
            worker.Watch(worker.Rollup);
            long bytes = file.Read(first, end, context, options.Parser, worker.Buffer, new RollupHandler(worker.Rollup), worker.OnBytes);
            worker.Keep(context);
            tally.AddText(bytes);
        }
        finally
        {
            if (Interlocked.Decrement(ref _piecesLeft) == 0)
                _handle!.Dispose();
        }
    }

    /// <summary>Input that is read once: a pipe, or a compressed file, which may be read again for its years.</summary>
    private void ReadStream(Stream input, DateTimeOffset reference, bool isLive, ReadWorker worker)
    {
        tally.AddFile();
        var peek = new PeekedStream(input);
        if (!peek.IsGzip)
        {
            BlockContext plain = worker.NewContext(reference);
            ReadLines(peek.Read, plain, worker.Rollup, null, worker);
            return;
        }

        using var gzip = new GzipSource(peek);
        if (isLive || options.Parser.Year is not null)
        {
            ReadLines(gzip.Read, worker.NewContext(reference), worker.Rollup, null, worker);
            CheckEnd(gzip, worker);
            return;
        }

        // Whether the last write tells all years is known only at the end: until then the counts stand apart.
        var apart = new ProbeRollup(options.Rollup);
        List<YearSample> samples = [];
        long bytes;
        try
        {
            bytes = ReadLines(gzip.Read, worker.NewContext(reference), apart, samples, worker);
        }
        catch
        {
            worker.Rollup.MergeFrom(apart);
            throw;
        }

        if (YearMap.IsOneRegion(samples, reference) || worker.IsCancelled)
        {
            worker.Rollup.MergeFrom(apart);
            CheckEnd(gzip, worker);
            return;
        }

        CheckEnd(gzip, worker);
        input.Position = 0;
        using var again = new GzipSource(new PeekedStream(input));
        tally.AddText(-bytes);
        ReadRegions(again.Read, YearMap.Build(samples, reference), worker);
    }

    private void CheckEnd(GzipSource gzip, ReadWorker worker)
    {
        if (!worker.IsCancelled && !gzip.EndedWhole())
            tally.Fail(order, path, InputErrors.CutShort);
    }

    private long ReadLines(ReadInto source, BlockContext context, ProbeRollup rollup, List<YearSample>? samples, ReadWorker worker)
    {
        var state = new ProbeParserState { Context = context };
        worker.Watch(rollup);
        long offset = 0;
        long bytes = 0;
        bool atLineStart = true;
        try
        {
            LineStream.Read(samples is null ? source : Sampled, ref state, options.Parser, worker.Buffer, new RollupHandler(rollup), worker.OnBytes, ref bytes);
        }
        finally
        {
            worker.Keep(context);
            tally.AddText(bytes);
        }

        return bytes;

        int Sampled(Span<byte> buffer)
        {
            // A line that two reads share is looked at in the first only: its stamp stands at its start.
            int read = source(buffer);
            YearSample.Collect(buffer[..read], offset, atLineStart, samples!);
            offset += read;
            if (read > 0)
                atLineStart = buffer[read - 1] == '\n';
            return read;
        }
    }

    private void ReadRegions(ReadInto source, List<YearRegion> regions, ReadWorker worker)
    {
        BlockContext? context = null;
        long position = 0;
        for (int i = 0; i < regions.Count; i++)
        {
            long end = i + 1 < regions.Count ? regions[i + 1].Start : long.MaxValue;
            BlockContext next = worker.NewContext(regions[i].Reference);
            context = context is null ? next : new BlockContext(next.Clock, next.MaxFrameBytes) { History = context.History, Memo = next.Memo };
            ReadLines(Limited, context, worker.Rollup, null, worker);

            int Limited(Span<byte> buffer)
            {
                int read = source(buffer[..(int)Math.Min(buffer.Length, end - position)]);
                position += read;
                return read;
            }
        }
    }

    private void Guard(Action read)
    {
        try
        {
            read();
        }
        catch (Exception e) when (InputErrors.TryDescribe(e, out string message))
        {
            tally.Fail(order, path, message);
        }
    }
}
