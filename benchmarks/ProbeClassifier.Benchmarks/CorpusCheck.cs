using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using ProbeClassifier.Benchmarks.Contenders;
using ProbeClassifier.Benchmarks.Corpora;
using ProbeClassifier.Kernels;

namespace ProbeClassifier.Benchmarks;

/// <summary>
/// Runs before every benchmark. A comparison of speed means nothing unless all compute the same: on the netfilter corpora the
/// naive contenders and the library give equal tallies, and on every corpus all kernels do. The corpora themselves are pinned.
/// </summary>
internal static class CorpusCheck
{
    private const int Bytes = 2_000_000;

    /// <summary>SHA-256 of the first 2,000,000 bytes or less, first 16 digits.</summary>
    private static readonly Dictionary<string, string> Pinned = new(StringComparer.Ordinal)
    {
        ["netfilter"] = "fc3b2bc83de376a6",
        ["netfilter-many"] = "968e06fe99bdef1a",
        ["ipchains"] = "a0c3e1063063da98",
        ["other"] = "1da736df1e28413d",
        ["mixed"] = "fefac4b742479e49",
        ["sources20k"] = "7ea063f8690df117",
        ["sources100k"] = "ddc7d85e1c5b0c1e",
        ["sources1200k"] = "5d8a6ec3bbf3954f",
    };

    /// <summary>Says what is wrong and returns whether nothing is.</summary>
    public static bool Run(TextWriter output)
    {
        bool good = true;
        foreach (string kind in Corpus.Kinds)
        {
            byte[] log = Corpus.Create(kind, Bytes);
            string hash = Convert.ToHexStringLower(SHA256.HashData(log))[..16];
            if (!string.Equals(hash, Pinned.GetValueOrDefault(kind), StringComparison.Ordinal))
            {
                output.WriteLine($"{kind}: the corpus is {hash}, not {Pinned.GetValueOrDefault(kind)}: results do not compare with earlier ones");
                good = false;
            }

            Tally scalar = ParserContender.Run(log, KernelKind.Scalar);
            foreach (KernelKind kernel in BlockKernel.Available)
                good &= Agree(output, kind, "scalar", scalar, kernel.ToString(), ParserContender.Run(log, kernel));
            if (kind is not ("netfilter" or "netfilter-many" or "sources20k"))
                continue;
            good &= Agree(output, kind, "scalar", scalar, "ReadLine + Split", SplitContender.Run(log));
            good &= Agree(output, kind, "scalar", scalar, "GeneratedRegex", RegexContender.Run(log));
        }

        return good;
    }

    private static bool Agree(TextWriter output, string kind, string firstName, Tally first, string secondName, Tally second)
    {
        IReadOnlyList<string> differences = first.DifferencesFrom(second);
        foreach (string difference in differences)
            output.WriteLine($"{kind}: {firstName} and {secondName} disagree on {difference}");
        return differences.Count == 0;
    }
}
