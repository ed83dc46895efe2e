using System;
using System.Diagnostics;
using System.Threading;

namespace ProbeClassifier.Benchmarks.Ratios;

/// <summary>
/// Times counting newlines and some work in turn, over the same bytes in the same process, so that what slows the machine for a
/// while slows both. Which goes first changes from round to round.
/// </summary>
internal static class Interleaved
{
    /// <summary>Long enough for several calls to be sampled, short enough to call hundreds of times.</summary>
    private const int WarmBytes = 500_000;

    private const int WarmBatches = 6;
    private const int WarmCalls = 40;

    /// <summary>The runtime compiles hot methods anew, in the background, this long after the last new one was seen.</summary>
    private static readonly TimeSpan TierDelay = TimeSpan.FromMilliseconds(150);

    public static RatioResult Measure(RatioRow row, byte[] log, int rounds)
    {
        Work work = row.Make(log);
        int start = LineStart(log, (int)((long)log.Length * row.LeadPercent / 100));
        ReadOnlySpan<byte> lead = row.Again ? log : log.AsSpan(0, start);
        ReadOnlySpan<byte> timed = log.AsSpan(start);
        long lines = timed.Count((byte)'\n');
        Warm(work, timed, lead);

        rounds = Math.Min(rounds, row.Rounds);
        double[] countTimes = new double[rounds];
        double[] workTimes = new double[rounds];
        long allocated = 0;
        for (int round = 0; round < rounds; round++)
        {
            work.Prepare(lead);
            if (round % 2 == 0)
                countTimes[round] = Count(timed, lines);
            long before = GC.GetAllocatedBytesForCurrentThread();
            long startedAt = Stopwatch.GetTimestamp();
            work.Run(timed);
            workTimes[round] = Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            if (round % 2 != 0)
                countTimes[round] = Count(timed, lines);
        }

        return new RatioResult(row, timed.Length, lines, countTimes, workTimes, allocated / rounds);
    }

    private static double Count(ReadOnlySpan<byte> bytes, long expected)
    {
        long startedAt = Stopwatch.GetTimestamp();
        int counted = bytes.Count((byte)'\n');
        double seconds = Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        return counted == expected ? seconds : throw new InvalidOperationException($"{counted} newlines, not {expected}");
    }

    /// <summary>Calls everything often enough to be fully optimised, then once over all of it.</summary>
    private static void Warm(Work work, ReadOnlySpan<byte> timed, ReadOnlySpan<byte> lead)
    {
        ReadOnlySpan<byte> piece = timed[..LineStart(timed, Math.Min(timed.Length, WarmBytes))];
        for (int batch = 0; batch < WarmBatches; batch++)
        {
            for (int call = 0; call < WarmCalls; call++)
            {
                work.Prepare([]);
                work.Run(piece);
                piece.Count((byte)'\n');
            }

            Thread.Sleep(TierDelay);
        }

        work.Prepare(lead);
        work.Run(timed);
    }

    /// <summary>The last start of a line at or before an index.</summary>
    private static int LineStart(ReadOnlySpan<byte> log, int index) => log[..index].LastIndexOf((byte)'\n') + 1;
}
