using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using ProbeClassifier.Events;
using ProbeClassifier.Parsing;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Reading;

/// <summary>
/// Reads files into one rollup, on several threads if it is worth it. The result does not depend on the number of threads, the
/// sizes of blocks, or the order of the paths. Thread-safe; each call stands alone.
/// </summary>
public static class ProbeReader
{
    /// <summary>The name of standard input among paths.</summary>
    public const string StandardInput = "-";

    /// <summary>
    /// Reads files to their ends. What cannot be read is a failure in the result, not an exception, and what was read of it counts.
    /// gzip is told by its first bytes.
    /// </summary>
    /// <param name="paths">Files; <c>-</c> is standard input. A path given twice is read twice. See <see cref="InputPaths"/>.</param>
    /// <param name="options">How to read.</param>
    /// <param name="cancellationToken">Stops early; the result is then what was counted so far, and says so.</param>
    public static ProbeReadResult Read(IReadOnlyList<string> paths, ProbeReaderOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Threads, ProbeReaderOptions.MaxThreads, nameof(options));
        var tally = new ReadTally(options.Progress);
        if (options.Progress is not null)
            tally.TotalBytes = TotalBytes(paths);
        var work = new ReadWork();
        for (int i = 0; i < paths.Count; i++)
        {
            var input = new ReadInput(paths[i], i, options, tally, work);
            work.Add(input.Read);
        }

        ReadWorker[] workers = new ReadWorker[options.Threads];
        for (int i = 0; i < workers.Length; i++)
            workers[i] = new ReadWorker(options, tally, cancellationToken);
        Exception? failure = null;
        Thread[] threads = [.. workers.Skip(1).Select(w => new Thread(() => Run(w)) { IsBackground = true, Name = "ProbeReader" })];
        foreach (Thread thread in threads)
            thread.Start();
        Run(workers[0]);
        foreach (Thread thread in threads)
            thread.Join();
        if (failure is not null)
            throw new InvalidOperationException("a reading thread failed", failure);
        ProbeRollup rollup = workers[0].Rollup;
        foreach (ReadWorker worker in workers.Skip(1))
            rollup.TakeFrom(worker.Rollup);
        return new ProbeReadResult
        {
            Rollup = rollup,
            Files = tally.Files,
            Bytes = tally.TextBytes,
            Failures = tally.Failures(),
            IsPartial = cancellationToken.IsCancellationRequested,
        };

        void Run(ReadWorker worker)
        {
            try
            {
                work.Run(worker);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, e, null);
            }
        }
    }

    /// <summary>
    /// Reads files to their ends, one after the other in the order of the paths, and tells a handler of each line in its order: for what
    /// writes events out. Years, zones, repeat lines and gzip are understood as by <see cref="Read"/>.
    /// </summary>
    /// <typeparam name="THandler">What is called: a struct for direct calls. It is copied, so let it refer to what it fills.</typeparam>
    /// <param name="paths">Files; <c>-</c> is standard input. See <see cref="InputPaths"/>.</param>
    /// <param name="handler">What to call, on this thread.</param>
    /// <param name="options">How lines are read. A file's own last write stands in for a null reference time. Null for all defaults.</param>
    /// <param name="onBlock">Called after each piece that was read, before the next read, which may wait. Null for nobody.</param>
    /// <param name="cancellationToken">Stops early, between two pieces; also a read of standard input that waits.</param>
    /// <returns>What could not be read, or not to its end, in the order of the paths.</returns>
    public static IReadOnlyList<InputFailure> ReadInOrder<THandler>(
        IReadOnlyList<string> paths,
        THandler handler,
        ProbeParserOptions? options = null,
        Action? onBlock = null,
        CancellationToken cancellationToken = default)
        where THandler : IProbeHandler
    {
        ArgumentNullException.ThrowIfNull(paths);
        options ??= new ProbeParserOptions();
        ProbeParserOptions.Validate(options);
        var reader = new OrderedReader<THandler>(handler, options, onBlock, cancellationToken);
        foreach (string path in paths)
            reader.Read(path);
        return reader.Failures;
    }

    private static long TotalBytes(IReadOnlyList<string> paths)
    {
        long total = 0;
        foreach (string path in paths)
        {
            if (string.Equals(path, StandardInput, StringComparison.Ordinal))
                return 0;
            try
            {
                total += new FileInfo(path).Length;
            }
            catch (IOException)
            {
                // The read itself will say so.
            }
            catch (UnauthorizedAccessException)
            {
                // The read itself will say so.
            }
        }

        return total;
    }
}
