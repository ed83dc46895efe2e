using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Architecture;

/// <summary>The shape of the source, read from the source.</summary>
public sealed partial class SourceTests
{
    /// <summary>The data path: a folder may use the folders to its left.</summary>
    private static readonly string[] DataPath =
        ["Text", "Events", "Framing", "Syslog", "Dialects", "Kernels", "Parsing", "Tagging", "Outputs", "Rollups", "Reading", "Reports", "Checkpoints", "Live", "Following", "Distributed"];

    private const int MaxLines = 300;

    [Fact]
    public void Every_folder_of_the_library_is_on_the_data_path() =>
        Assert.Equal(DataPath.Order(StringComparer.Ordinal), Library().Select(f => f.Folder).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void A_folder_uses_only_folders_to_its_left()
    {
        List<string> breaches = [];
        foreach ((string path, string folder, string text) in Library())
        {
            int place = Array.IndexOf(DataPath, folder);
            foreach (Match use in FolderUse().Matches(WithoutComments(text)))
            {
                int used = Array.IndexOf(DataPath, use.Groups["folder"].Value);
                if (used > place)
                    breaches.Add($"{path} uses {DataPath[used]}");
            }
        }

        Assert.Empty(breaches);
    }

    [Fact]
    public void A_namespace_is_its_folder()
    {
        foreach ((string path, string _, string text) in Library())
        {
            string expected = "namespace ProbeClassifier." + Path.GetDirectoryName(path)!.Replace(Path.DirectorySeparatorChar, '.') + ";";
            Assert.True(text.Contains(expected, StringComparison.Ordinal), $"{path}: expected {expected}");
        }
    }

    [Fact]
    public void Unsafe_code_is_in_the_kernels_only() =>
        Assert.DoesNotContain(Library(), f => !string.Equals(f.Folder, "Kernels", StringComparison.Ordinal) && UnsafeCode().IsMatch(WithoutComments(f.Text)));

    [Fact]
    public void A_long_file_says_why() =>
        Assert.Empty(from file in AllSource()
                     let lines = File.ReadAllLines(file)
                     where lines.Length > MaxLines && !lines.Take(5).Any(l => l.Contains("Long because", StringComparison.Ordinal))
                     select $"{Path.GetRelativePath(RepositoryFiles.Root, file)}: {lines.Length} lines");

    [Fact]
    public void No_type_bears_the_name_of_the_namespace() =>
        Assert.DoesNotContain(AllSource(), f => NamespaceNamedType().IsMatch(WithoutComments(File.ReadAllText(f))));

    [Fact]
    public void No_type_is_a_drawer() =>
        Assert.DoesNotContain(AllSource(), f => Drawer().IsMatch(Path.GetFileNameWithoutExtension(f)));

    private static IEnumerable<(string Path, string Folder, string Text)> Library()
    {
        string root = RepositoryFiles.At("src", "ProbeClassifier");
        return from file in Source(root)
               let path = Path.GetRelativePath(root, file)
               select (path, path.Split(Path.DirectorySeparatorChar)[0], File.ReadAllText(file));
    }

    private static IEnumerable<string> AllSource() =>
        ((string[])["src", "tests", "benchmarks"]).SelectMany(folder => Source(RepositoryFiles.At(folder)));

    private static IEnumerable<string> Source(string folder) => Directory
        .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(f => !Path.GetRelativePath(folder, f).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
        .Order(StringComparer.Ordinal);

    private static string WithoutComments(string text) => Comment().Replace(text, string.Empty);

    /// <summary>A using, or a qualified name such as <c>Dialects.Netfilter.X</c>; not a member of something else.</summary>
    [GeneratedRegex(@"(?<![\w.])(?:ProbeClassifier\.(?<folder>[A-Z]\w+)|(?<folder>Text|Events|Framing|Syslog|Dialects|Kernels|Parsing|Tagging|Outputs|Rollups|Reading|Reports|Checkpoints|Live|Following|Distributed)\.[A-Z])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex FolderUse();

    [GeneratedRegex(@"\bunsafe\b|\bUnsafe\.|MemoryMarshal\.GetReference|\bfixed\s*\(|stackalloc [^;]*\*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex UnsafeCode();

    [GeneratedRegex(@"//.*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|record) ProbeClassifier\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex NamespaceNamedType();

    [GeneratedRegex("(?:Helper|Helpers|Util|Utils|Utility|Utilities|Manager|Common)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Drawer();
}
