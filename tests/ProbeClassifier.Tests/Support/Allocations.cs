using System;

namespace ProbeClassifier.Tests.Support;

/// <summary>
/// How much a warm piece of work allocates. The runtime's figure for a thread can be off by some bytes when another test's collection
/// falls into the measurement, so the least of a few is taken: what the work allocates is in every one.
/// </summary>
internal static class Allocations
{
    private const int Rounds = 5;

    public static long Least(Action work)
    {
        work();
        long least = long.MaxValue;
        for (int i = 0; i < Rounds && least > 0; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
