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
        ["netfilter"] = "a09e01c3309ae152",
        ["netfilter-many"] = "1de1fae7931f5bab",
        ["ipchains"] = "ab373416cfca9621",
        ["other"] = "4a88434aa3a995b8",
        ["host"] = "a7017bd1fc988e35",
        ["mixed"] = "bdd9a87d043e4e6c",
        ["sources20k"] = "c8eabda137929d78",
        ["sources100k"] = "8031d35a116da33d",
        ["sources1200k"] = "3b8999a00805c043",
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
            good &= Agree(output, kind, "scalar", scalar.OfTheSource(), "ReadLine + Split", SplitContender.Run(log).OfTheSource());
            good &= Agree(output, kind, "scalar", scalar.OfTheSource(), "GeneratedRegex", RegexContender.Run(log).OfTheSource());
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
