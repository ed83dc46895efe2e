using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.Win32.SafeHandles;
using ProbeClassifier.Events;
using ProbeClassifier.Kernels;
using ProbeClassifier.Parsing;

namespace ProbeClassifier.Reading;

/// <summary>A plain file that can be read at any place: pieces of it are read apart, each to the end of the line that it cuts.</summary>
internal sealed class LineFile(SafeFileHandle handle)
{
    /// <summary>Files up to this are scanned whole for stamps without a year; of larger ones every so many bytes a page is.</summary>
    private const long ScanWhole = 4 * 1024 * 1024;

    private const int SampleStride = 1024 * 1024;
    private const int SamplePage = 4096;

    /// <summary>Samples this many days apart have the bytes between them scanned.</summary>
    private const int SampleDays = 20;

    /// <summary>Finds the lines that tell the file's years (see <see cref="YearMap"/>).</summary>
    public List<YearSample> SampleYears(long length)
    {
        List<YearSample> samples = [];
        if (length <= ScanWhole)
        {
            Scan(0, length, samples);
            return samples;
        }

        byte[] page = new byte[SamplePage];
        List<YearSample> coarse = [];
        for (long at = 0; at < length; at += SampleStride)
            SamplePageAt(Math.Min(at, length - SamplePage), page, coarse);
        SamplePageAt(length - SamplePage, page, coarse);
        if (coarse.Count == 0)
            return coarse;
        for (int i = 0; i + 1 < coarse.Count; i++)
        {
            samples.Add(coarse[i]);
            if (Math.Abs(coarse[i + 1].DayOfYear - coarse[i].DayOfYear) > SampleDays)
                Scan(coarse[i].Offset, coarse[i + 1].Offset, samples);
        }

        samples.Add(coarse[^1]);
        return samples;
    }

    /// <summary>Where the first line begins that begins at or after a place, or the limit if none does before it.</summary>
    public long LineStart(long at, long limit)
    {
        if (at == 0)
            return 0;
        Span<byte> buffer = stackalloc byte[4096];
        for (long from = at - 1; from < limit;)
        {
            int read = RandomAccess.Read(handle, buffer, from);
            if (read == 0)
                return limit;
            int lineFeed = buffer[..read].IndexOf((byte)'\n');
            if (lineFeed >= 0)
                return Math.Min(from + lineFeed + 1, limit);
            from += read;
        }

        return limit;
    }

    /// <summary>
    /// Reads the lines that begin in a piece. <paramref name="context"/> is told first what stands before, for repeat lines.
    /// Returns the bytes delivered.
    /// </summary>
    public long Read<THandler>(
        long start,
        long limit,
        BlockContext context,
        ProbeParserOptions options,
        byte[] buffer,
        THandler handler,
        Func<int, bool> onBytes)
        where THandler : IProbeHandler
    {
        PrimeHistory(start, context, buffer);
        var state = new ProbeParserState { Context = context };
        long position = start;
        int held = 0;
        long delivered = 0;
        while (true)
        {
            int read = RandomAccess.Read(handle, buffer.AsSpan(held), position + held);
            int filled = held + read;
            bool final = read == 0;

            // The piece ends with the line that its last byte belongs to.
            int length = filled;
            if (position + filled >= limit)
            {
                int from = (int)Math.Max(0, limit - 1 - position);
                int lineFeed = from < filled ? buffer.AsSpan(from, filled - from).IndexOf((byte)'\n') : -1;
                if (lineFeed >= 0)
                {
                    length = from + lineFeed + 1;
                    final = true;
                }
            }

            int done = ProbeParser.Parse(buffer.AsSpan(0, length), options, ref state, ref handler, final);
            delivered += done;
            if (!onBytes(read) || final)
                return delivered;
            position += done;
            held = filled - done;
            buffer.AsSpan(done, held).CopyTo(buffer);
        }
    }

    /// <summary>Tells a context what stands before a place; the buffer holds at least the window and a byte.</summary>
    public void PrimeHistory(long start, BlockContext context, byte[] buffer)
    {
        int count = (int)Math.Min(start, context.History.Window + 1);
        if (count == 0)
            return;
        int filled = 0;
        int read;
        while (filled < count && (read = RandomAccess.Read(handle, buffer.AsSpan(filled, count - filled), start - count + filled)) > 0)
            filled += read;
        context.History.Append(buffer.AsSpan(0, filled));
        if (count < start)
            context.History.MarkCut();
    }

    private void SamplePageAt(long at, byte[] page, List<YearSample> samples)
    {
        int read = RandomAccess.Read(handle, page, at);
        List<YearSample> found = [];
        YearSample.Collect(page.AsSpan(0, read), at, at == 0, found);
        if (found.Count > 0 && (samples.Count == 0 || found[^1].Offset > samples[^1].Offset))
            samples.Add(samples.Count == 0 ? found[0] : found[^1]);
    }

    private void Scan(long start, long end, List<YearSample> samples)
    {
        byte[] buffer = new byte[SampleStride];
        bool atLineStart = true;
        for (long at = start; at < end;)
        {
            int read = RandomAccess.Read(handle, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - at)), at);
            if (read == 0)
                return;
            int whole = buffer.AsSpan(0, read).LastIndexOf((byte)'\n') + 1;
            bool last = at + read >= end;
            int use = last || whole == 0 ? read : whole;
            YearSample.Collect(buffer.AsSpan(0, use), at, atLineStart, samples);
            atLineStart = last || whole > 0;
            at += use;
        }
    }
}
