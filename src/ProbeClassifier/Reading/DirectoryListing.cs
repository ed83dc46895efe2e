using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Enumeration;

namespace ProbeClassifier.Reading;

/// <summary>
/// The files of directories, in the order of their names' bytes. A directory that cannot be listed is a failure of its own; the
/// others are listed all the same. Links to directories are not followed below a starting point, so that a loop of them ends.
/// </summary>
internal sealed class DirectoryListing(List<InputFailure> failures)
{
    private const string AnyDirectories = "**";

    /// <summary>Whether something that is no directory was met, be it empty.</summary>
    public bool MatchedAny { get; private set; }

    /// <summary>The files below a directory.</summary>
    public List<string> Below(string directory)
    {
        List<string> found = [];
        Walk(directory, ["*"], anyDepth: true, found);
        return Sorted(found);
    }

    /// <summary>The files that a pattern matches; the paths start as the pattern does.</summary>
    public List<string> Matching(string pattern)
    {
        string root = Path.GetPathRoot(pattern) ?? string.Empty;
        string[] parts = pattern[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        int plain = Array.FindIndex(parts, p => p.AsSpan().IndexOfAny('*', '?') >= 0);
        List<string> found = [];
        Walk(Path.Combine([root, .. parts.AsSpan(0, plain)]), parts.AsSpan(plain), anyDepth: false, found);
        return Sorted(found);
    }

    private void Walk(string directory, ReadOnlySpan<string> parts, bool anyDepth, List<string> found)
    {
        while (parts.Length > 1 && string.Equals(parts[0], AnyDirectories, StringComparison.Ordinal))
        {
            anyDepth = true;
            parts = parts[1..];
        }

        // A last ** is all files below.
        bool all = parts.Length == 1 && string.Equals(parts[0], AnyDirectories, StringComparison.Ordinal);
        anyDepth |= all;
        string part = all ? "*" : parts[0];
        foreach (Entry entry in List(directory))
        {
            string path = Path.Join(directory, entry.Name);
            bool matches = Matches(part, entry.Name);
            if (entry.IsDirectory)
            {
                if (matches && parts.Length > 1)
                    Walk(path, parts[1..], anyDepth: false, found);
                if (anyDepth && !entry.IsLink && entry.Name[0] != '.')
                    Walk(path, parts, anyDepth: true, found);
            }
            else if (matches && parts.Length == 1)
            {
                MatchedAny = true;
                if (entry.HasBytes)
                    found.Add(path);
            }
        }
    }

    private List<Entry> List(string directory)
    {
        try
        {
            var options = new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false };
            return [.. new FileSystemEnumerable<Entry>(directory.Length == 0 ? "." : directory, Entry.From, options)];
        }
        catch (DirectoryNotFoundException)
        {
            // A pattern whose beginning is not there: it matches nothing, and that is said.
            return [];
        }
        catch (UnauthorizedAccessException)
        {
            failures.Add(new InputFailure(directory, "no permission to list it; run as a user who may, or name its files"));
        }
        catch (IOException e)
        {
            failures.Add(new InputFailure(directory, $"cannot be listed: {e.Message}"));
        }

        return [];
    }

    private static bool Matches(string pattern, string name) =>
        (name[0] != '.' || pattern[0] == '.') && FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);

    /// <summary>Without doubles: <c>**/a/**/b</c> can reach a file on two ways.</summary>
    private static List<string> Sorted(List<string> found)
    {
        List<string> files = [.. new HashSet<string>(found, StringComparer.Ordinal)];
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    /// <summary>
    /// What stands in a directory. Pipes, sockets and devices have no length, so <see cref="HasBytes"/> leaves them out with empty
    /// files, which have nothing to read; a link is taken at its word.
    /// </summary>
    private readonly record struct Entry(string Name, bool IsDirectory, bool IsLink, bool HasBytes)
    {
        public static Entry From(ref FileSystemEntry entry)
        {
            bool isLink = (entry.Attributes & FileAttributes.ReparsePoint) != 0;
            bool hasBytes = !entry.IsDirectory && (isLink ? LinkHasBytes(entry.ToFullPath()) : entry.Length > 0);
            return new(entry.FileName.ToString(), entry.IsDirectory, isLink, hasBytes);
        }

        private static bool LinkHasBytes(string path)
        {
            try
            {
                return File.ResolveLinkTarget(path, returnFinalTarget: true) is not FileInfo { Exists: true, Length: 0 };
            }
            catch (IOException)
            {
                // A loop of links: reading it will say so.
                return true;
            }
        }
    }
}
