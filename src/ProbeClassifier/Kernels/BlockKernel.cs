using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Kernels;

/// <summary>Chooses the implementation: the best this machine runs, or the one an environment variable names.</summary>
internal static class BlockKernel
{
    /// <summary>Delivers every line of a block that ends with LF.</summary>
    public static void Run<THandler>(ReadOnlySpan<byte> block, BlockContext context, ref THandler handler)
        where THandler : IProbeHandler
    {
        ScalarKernel.Run(block, context, ref handler);
    }
}
