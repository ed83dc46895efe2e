using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace ProbeClassifier.Tests.Support;

/// <summary>Files of the repository, and the real lines that may lie beside it.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    /// <summary>Real log lines beside the repository; null where they are absent.</summary>
    public static string? SharedCorpus => Directory.Exists(Path.Combine(Root, "..", "shared", "corpus")) ? Path.Combine(Root, "..", "shared", "corpus") : null;

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Compares with an approved file; with APPROVE=1 in the environment, writes it instead.</summary>
    public static void Approve(string actual, params string[] parts)
    {
        string path = At(parts);
        if (string.Equals(Environment.GetEnvironmentVariable("APPROVE"), "1", StringComparison.Ordinal))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"{path} is missing; run eng/approve.sh and look at the difference");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    /// <summary>Lines of the shared corpus that are log lines, not annotations.</summary>
    public static IEnumerable<(string File, string Line)> SharedLines(string pattern) =>
        from file in Directory.EnumerateFiles(SharedCorpus!, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        from line in File.ReadAllText(file, Encoding.Latin1).Split('\n')
        where line.Length > 0 && !line.StartsWith("# ", StringComparison.Ordinal)
        select (Path.GetFileName(file), line);

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "ProbeClassifier.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("the tests do not run inside the repository");
    }
}
