using System;
using ProbeClassifier.Kernels;
using ProbeClassifier.Parsing;

namespace ProbeClassifier.Following;

/// <summary>What all logs of a follower share, because one thread reads them in turn.</summary>
internal sealed class TrackSetup(ProbeParserOptions parser)
{
    /// <summary>What one read asks for; see <c>ReadWorker</c>.</summary>
    private const int BlockBytes = 256 * 1024;

    /// <summary>How long a clock's notion of "nearest year" is kept: far less than half a year.</summary>
    public static readonly TimeSpan ReferenceLife = TimeSpan.FromDays(1);

    public ProbeParserOptions Parser { get; } = parser;

    /// <summary>A block, and a line that the last one left.</summary>
    public byte[] Buffer { get; } = GC.AllocateUninitializedArray<byte>(BlockBytes + parser.MaxFrameBytes);

    /// <summary>What the fast path has learnt.</summary>
    public LineMemo? Memo { get; set; }
}
