using System;
using System.Linq;
using ProbeClassifier.Listener.Framing;
using ProbeClassifier.Tests.Support;
using static ProbeClassifier.Tests.Listener.ListenerUnderTest;

namespace ProbeClassifier.Tests.Listener;

/// <summary>Once warm, a message costs no memory: neither in framing nor on its way from a socket.</summary>
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    [Fact]
    public void Framing_allocates_nothing()
    {
        byte[] bytes = [.. Enumerable.Range(0, 3000).SelectMany(i => i % 2 == 0 ? Counted(Message(i)) : Line(Message(i)))];
        SyslogFrameScanner scanner = new(new CountingSink());
        Assert.Equal(0, Allocations.Least(() =>
        {
            // Pieces that cut messages: the carried part comes from the pool.
            for (int at = 0; at < bytes.Length; at += 1777)
                scanner.Feed(bytes.AsSpan(at, Math.Min(1777, bytes.Length - at)));
        }));
    }
}

/// <summary>Alone, since what other tests allocate meanwhile would be taken for its own.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public sealed class AllocationsAlone
{
}
