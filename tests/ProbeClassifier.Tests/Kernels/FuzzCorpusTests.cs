using System.IO;
using System.Linq;
using ProbeClassifier.Fuzz;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Kernels;

/// <summary>What the fuzzer found worth keeping still holds.</summary>
public sealed class FuzzCorpusTests
{
    [Fact]
    public void EveryKeptInputHolds()
    {
        string[] files = [.. Directory.EnumerateFiles(RepositoryFiles.At("tests", "corpus", "fuzz")).Order(System.StringComparer.Ordinal)];
        Assert.True(files.Length >= 9);
        foreach (string file in files)
        {
            System.Exception? failure = Record.Exception(() => ParserTarget.Check(File.ReadAllBytes(file)));
            Assert.True(failure is null, $"{Path.GetFileName(file)}: {failure?.Message}");
        }
    }
}
