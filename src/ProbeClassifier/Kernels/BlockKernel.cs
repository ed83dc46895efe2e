using System;
using System.Collections.Generic;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ProbeClassifier.Events;

namespace ProbeClassifier.Kernels;

/// <summary>The implementations of block parsing. All mean the same; see docs/performance.md.</summary>
internal enum KernelKind
{
    /// <summary>The reference, one line after the other.</summary>
    Scalar = 0,

    /// <summary>128-bit vectors in pass 1.</summary>
    Vector128 = 1,

    /// <summary>256-bit vectors in pass 1.</summary>
    Vector256 = 2,

    /// <summary>512-bit vectors in pass 1.</summary>
    Vector512 = 3,
}

/// <summary>Chooses the implementation: the best this machine runs, or the one that an environment variable names.</summary>
internal static class BlockKernel
{
    /// <summary>Forces a kernel: <c>scalar</c>, <c>vector128</c>, <c>vector256</c>, <c>vector512</c>.</summary>
    public const string Variable = "PROBECLASSIFIER_KERNEL";

    /// <summary>What this process uses unless a context asks for another. An unknown or unsupported name is not obeyed.</summary>
    public static KernelKind Chosen { get; } = Choose(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Every kernel that this machine runs, the reference first.</summary>
    public static IReadOnlyList<KernelKind> Available { get; } = FindAvailable();

    /// <summary>Delivers every line of a block that ends with LF.</summary>
    public static void Run<THandler>(ReadOnlySpan<byte> block, BlockContext context, ref THandler handler)
        where THandler : IProbeHandler
    {
        switch (context.Kernel)
        {
            case KernelKind.Vector512 when Avx512Vbmi.IsSupported:
                VectorKernel<AnchorScan512, THandler>.Run(block, context, ref handler);
                break;
            case KernelKind.Vector256 when Avx2.IsSupported:
                VectorKernel<AnchorScan256, THandler>.Run(block, context, ref handler);
                break;
            case KernelKind.Vector128:
                VectorKernel<AnchorScan128, THandler>.Run(block, context, ref handler);
                break;
            default:
                ScalarKernel.Run(block, context, ref handler);
                break;
        }
    }

    private static KernelKind Choose(string? name)
    {
        IReadOnlyList<KernelKind> available = FindAvailable();
        foreach (KernelKind kernel in available)
        {
            if (string.Equals(kernel.ToString(), name, StringComparison.OrdinalIgnoreCase))
                return kernel;
        }

        return available[^1];
    }

    private static List<KernelKind> FindAvailable()
    {
        List<KernelKind> kernels = [KernelKind.Scalar];
        if (Vector128.IsHardwareAccelerated)
            kernels.Add(KernelKind.Vector128);
        if (Avx2.IsSupported)
            kernels.Add(KernelKind.Vector256);
        if (Avx512Vbmi.IsSupported)
            kernels.Add(KernelKind.Vector512);
        return kernels;
    }
}
