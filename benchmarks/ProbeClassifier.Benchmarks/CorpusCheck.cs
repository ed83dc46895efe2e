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
        ["netfilter"] = "405570f4a0e12a95",
        ["netfilter-many"] = "c7aa3a2ece910a97",
        ["ipchains"] = "a0c3e1063063da98",
        ["other"] = "1da736df1e28413d",
        ["mixed"] = "ae36f04a6c127ac8",
        ["sources20k"] = "75f563e221981d86",
        ["sources100k"] = "568b9fee14700b3e",
        ["sources1200k"] = "17bf3527f1e61282",
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
