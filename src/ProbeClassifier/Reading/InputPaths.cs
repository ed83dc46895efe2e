using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace ProbeClassifier.Reading;

/// <summary>Paths as a person gives them, to files. Thread-safe; allocates lists and strings.</summary>
public static class InputPaths
{
    /// <summary>
    /// Lists what is to be read, each file once, also where a link names it again, to it or to a directory, or a second name of its own. A file is read as it is, a pipe or device too.
    /// A directory means the files below it, without hidden ones, empty ones, and what lies behind links to directories: so a
    /// listing ends, and meets no pipe. A glob (<c>*</c> and <c>?</c> in any part of a path, <c>**</c> for any directories) means
    /// the files it matches; hidden names only where the pattern's part starts with a dot. Sorted by the bytes of the names
    /// within each path. A path that names nothing is kept, so that reading it says so.
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
                if (seen.Add(Identity(file)))
                    files.Add(file);
            }
        }

        failures = failed;
        return files;
    }

    private static List<string> ExpandOne(string path, List<InputFailure> failed)
    {
        if (path.Length == 0)
        {
            failed.Add(new InputFailure("\"\"", "is no path; check the name"));
            return [];
        }

        if (string.Equals(path, ProbeReader.StandardInput, StringComparison.Ordinal) || File.Exists(path))
            return [path];
        var listing = new DirectoryListing(failed);
        if (Directory.Exists(path))
            return listing.Below(path);
        if (path.AsSpan().IndexOfAny('*', '?') < 0)
            return [path];
        int before = failed.Count;
        List<string> matches = listing.Matching(path);
        if (!listing.MatchedAny && failed.Count == before)
            failed.Add(new InputFailure(path, "matches no file; check the pattern"));
        return matches;
    }

    /// <summary>What makes two names the same file: its place on disk; where that is not told, the path behind the last link.</summary>
    private static string Identity(string file)
    {
        if (string.Equals(file, ProbeReader.StandardInput, StringComparison.Ordinal))
            return file;
        try
        {
            // No path begins with a NUL.
            if (FileStamp.Of(file, withIdentity: true) is { HasIdentity: true } stamp)
                return string.Create(CultureInfo.InvariantCulture, $"\0{stamp.Device} {stamp.Inode}");
            return File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Reading it will say what is wrong.
            return Path.GetFullPath(file);
        }
    }
}
