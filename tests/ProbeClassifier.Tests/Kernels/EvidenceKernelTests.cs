using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ProbeClassifier.Kernels;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Kernels;

/// <summary>Kernels pass over lines without an anchor: every line of the evidence dialects must have one.</summary>
public sealed class EvidenceKernelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_kernel_finds_each_line_among_others(int seed)
    {
        var random = new Random(seed);
        var log = new LogLines(seed);
        List<string> lines = [.. EvidenceCorpus.Events, .. EvidenceCorpus.Others, .. EvidenceCorpus.Events.Select(l => Mutated(l, random))];
        for (int i = 0; i < 300; i++)
            lines.Add(log.Next());
        string[] shuffled = [.. lines];
        random.Shuffle(shuffled);
        byte[] input = Encoding.Latin1.GetBytes(string.Concat(shuffled.Select(l => l.TrimEnd('\n') + "\n")));
        List<string> scalar = Parse.Whole(input, KernelKind.Scalar);
        foreach (KernelKind kernel in BlockKernel.Available)
            Assert.Equal(scalar, Parse.Whole(input, kernel));
    }

    [Fact]
    public void Each_line_of_the_corpus_is_what_it_is_listed_as()
    {
        Assert.All(EvidenceCorpus.Events, line => Assert.NotNull(Parse.Line(line)));
        Assert.All(EvidenceCorpus.Others, line => Assert.Null(Parse.Line(line)));
    }

    /// <summary>A line cut, or with a byte changed.</summary>
    private static string Mutated(string line, Random random)
    {
        if (random.Next(2) == 0)
            return line[..random.Next(1, line.Length)];
        char[] letters = line.ToCharArray();
        letters[random.Next(letters.Length)] = (char)random.Next(32, 127);
        return new string(letters);
    }
}
