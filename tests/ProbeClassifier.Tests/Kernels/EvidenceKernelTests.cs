using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using ProbeClassifier.Kernels;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Kernels;

/// <summary>Kernels pass over lines without an anchor: every line of the evidence dialects must have one.</summary>
public sealed partial class EvidenceKernelTests
{
    [GeneratedRegex(@"^[A-Z][a-z]{2} [ 0-9]\d \d\d:\d\d:\d\d \S+ (?<app>[^\s\[:]+)(\[(?<id>\d+)\])?: (?<message>.*)$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Envelope { get; }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_kernel_finds_each_line_among_others(int seed)
    {
        var random = new Random(seed);
        var log = new LogLines(seed);
        List<string> lines = [.. EvidenceCorpus.Events, .. EvidenceCorpus.Others, .. EvidenceCorpus.Events.Select(l => Mutated(l, random)), .. EvidenceCorpus.Events.SelectMany(Rewrapped)];
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

    /// <summary>The same message in other envelopes: RFC 5424, an ISO 8601 file, RFC 3164 with PRI.</summary>
    private static IEnumerable<string> Rewrapped(string line)
    {
        Match old = Envelope.Match(line);
        if (!old.Success)
            yield break;
        string app = old.Groups["app"].Value;
        string id = old.Groups["id"].Value;
        string message = old.Groups["message"].Value;
        yield return $"<134>1 2026-11-24T11:00:00.123Z gw {app} {(id.Length > 0 ? id : "-")} - - {message}";
        yield return $"2026-11-24T11:00:00.123456+09:00 gw {app}{(id.Length > 0 ? $"[{id}]" : "")}: {message}";
        yield return $"<22>Nov 24 11:00:00 gw {app}{(id.Length > 0 ? $"[{id}]" : "")}: {message}";
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
