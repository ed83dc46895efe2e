using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using ProbeClassifier.Dialects;
using Xunit;

namespace ProbeClassifier.Tests.Dialects.AccessLog;

public sealed class AccessLogCorpusTests
{
    private static readonly string Root = FindRoot();

    public static TheoryData<string> Cases =>
        [.. Directory.GetFiles(Path.Combine(Root, "tests", "corpus", "access-log"), "*.log").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Lines_read_as_expected(string name)
    {
        string path = Path.Combine(Root, "tests", "corpus", "access-log", name);
        string[] expected = File.ReadAllLines(path + ".expected", Encoding.Latin1);
        string[] actual = [.. File.ReadAllLines(path + ".log", Encoding.Latin1).Select(line => AccessLine.Read(line).ToString())];
        Assert.Equal(expected, actual);
    }

    /// <summary>Real lines of other people's, where they are at hand; they are not part of this repository.</summary>
    [SkippableFact]
    public void Real_lines_are_all_understood()
    {
        string corpus = Path.GetFullPath(Path.Combine(Root, "..", "shared", "corpus"));
        Skip.IfNot(Directory.Exists(corpus), "no ../shared/corpus beside the repository");

        List<string> missed = [];
        int understood = 0;
        foreach (string file in Directory.EnumerateFiles(corpus, "*.log", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            foreach (string line in File.ReadLines(file, Encoding.Latin1))
            {
                bool looksLikeOne = !line.StartsWith("# ", StringComparison.Ordinal)
                    && System.Text.RegularExpressions.Regex.IsMatch(line, """\[\d+/[A-Z][a-z]+/\d{4}:[^]]*\] "[^"]*" \d{3} """, System.Text.RegularExpressions.RegexOptions.NonBacktracking);
                bool isEvent = AccessLine.Read(line).Outcome == DialectOutcome.Event;
                if (isEvent != looksLikeOne)
                    missed.Add($"{Path.GetFileName(file)}: {line}");
                else if (isEvent)
                    understood++;
            }
        }

        Assert.Empty(missed);
        Assert.True(understood > 0, "the corpus holds no access log");
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "ProbeClassifier.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("the tests run outside the repository");
    }
}
