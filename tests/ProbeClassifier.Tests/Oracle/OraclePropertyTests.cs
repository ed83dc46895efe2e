using System.Collections.Generic;
using FsCheck.Xunit;
using ProbeClassifier.Kernels;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Oracle;

/// <summary>The agreement again and the laws of segmentation; a failure is shrunk to a line and printed with the seed that replays it.</summary>
public sealed class OraclePropertyTests
{
    /// <summary>The same texts at each run: the oracle leaves no line of its own open to chance in the gate.</summary>
    [Property(Arbitrary = [typeof(LogArbitraries)], MaxTest = 300, Replay = "(14938395372167955395,17955050611799996057)")]
    internal void EveryKernelSaysWhatTheOracleSays(LogText text)
    {
        foreach (KernelKind kernel in BlockKernel.Available)
            Assert.Equal("", OracleComparison.FirstDifference(text.Lines, kernel, Parse.Options) ?? "");
    }

    [Property(Arbitrary = [typeof(LogArbitraries)], MaxTest = 100)]
    internal void AnyPieceOfTheTextGivesTheSameCalls(LogText text, byte step)
    {
        byte[] bytes = text.Bytes;
        List<int> cuts = [];
        for (int cut = 0; cut < bytes.Length; cut += 1 + step)
            cuts.Add(cut);
        List<string> whole = Parse.Whole(bytes, KernelKind.Scalar);
        foreach (KernelKind kernel in BlockKernel.Available)
            Assert.Equal(whole, Parse.InPieces(bytes, cuts, kernel));
    }

    /// <summary>A line more adds its own calls and leaves the others' as they are, if it repeats nothing.</summary>
    [Property(Arbitrary = [typeof(LogArbitraries)], MaxTest = 100)]
    internal void AnUnrelatedLineIsOneOtherLineMore(LogText text)
    {
        List<string> alone = Parse.Whole(text.Bytes, KernelKind.Scalar);
        byte[] more = [.. text.Bytes, .. "Nov 24 11:00:00 elsewhere cron[1]: nothing\n"u8];
        foreach (KernelKind kernel in BlockKernel.Available)
            Assert.Equal([.. alone, "other"], Parse.Whole(more, kernel));
    }
}
