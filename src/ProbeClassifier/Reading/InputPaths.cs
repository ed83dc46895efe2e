using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Enumeration;
using System.Linq;

namespace ProbeClassifier.Reading;

/// <summary>Paths as a person gives them, to files.</summary>
public static class InputPaths
{
    /// <summary>
    /// Lists what is to be read: files as they are, directories as the regular files below them (hidden ones and links to
    /// directories left out), globs (<c>*</c>, <c>?</c> in the last part) as what they match. Sorted within each, and each file once.
    /// A path that names nothing is kept, so that reading it says so.
    /// </summary>
    /// <param name="paths">Paths; <c>-</c> is standard input.</param>
    /// <param name="failures">Directories that could not be listed, and globs that match nothing.</param>
    public static IReadOnlyList<string> Expand(IEnumerable<string> paths, out IReadOnlyList<InputFailure> failures)
    {
        ArgumentNullException.ThrowIfNull(paths);
        List<string> files = [];
        List<InputFailure> failed = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            foreach (string file in ExpandOne(path, failed))
            {
                if (seen.Add(string.Equals(file, ProbeReader.StandardInput, StringComparison.Ordinal) ? file : Path.GetFullPath(file)))
                    files.Add(file);
            }
        }

        failures = failed;
        return files;
    }

    private static IEnumerable<string> ExpandOne(string path, List<InputFailure> failed)
    {
        if (string.Equals(path, ProbeReader.StandardInput, StringComparison.Ordinal) || File.Exists(path))
            return [path];
        try
        {
            if (Directory.Exists(path))
                return List(path, "*", recurse: true);
            string pattern = Path.GetFileName(path);
            if (pattern.AsSpan().IndexOfAny('*', '?') < 0)
                return [path];
            string parent = Path.GetDirectoryName(path) is { Length: > 0 } directory ? directory : ".";
            List<string> matches = List(parent, pattern, recurse: false);
            if (matches.Count == 0)
                failed.Add(new InputFailure(path, "matches no file; check the pattern"));
            return string.Equals(parent, ".", StringComparison.Ordinal) && !path.StartsWith('.') ? matches.Select(m => Path.GetFileName(m)!) : matches;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            failed.Add(new InputFailure(path, $"cannot be listed: {e.Message}"));
            return [];
        }
    }

    private static List<string> List(string directory, string pattern, bool recurse)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = recurse,
            IgnoreInaccessible = false,
            AttributesToSkip = FileAttributes.Hidden,
            MatchType = MatchType.Simple,
        };
        var found = new FileSystemEnumerable<string>(directory, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory
                && FileSystemName.MatchesSimpleExpression(pattern, entry.FileName, ignoreCase: false),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        };
        List<string> files = [.. found];
        files.Sort(StringComparer.Ordinal);
        return files;
    }
}
