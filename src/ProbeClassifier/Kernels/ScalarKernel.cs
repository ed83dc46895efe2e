using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Kernels;

/// <summary>The reference: one line after the other through the scalar parser.</summary>
internal static class ScalarKernel
{
    /// <summary>Delivers every line of a block that ends with LF.</summary>
    public static void Run<THandler>(ReadOnlySpan<byte> block, BlockContext context, ref THandler handler)
        where THandler : IProbeHandler
    {
        EventFields fields = default;
        int start = 0;
        while (start < block.Length)
        {
            int length = block[start..].IndexOf((byte)'\n');
            LineDelivery.Deliver(block, start, start + length, context, ref fields, ref handler);
            start += length + 1;
        }
    }
}
