using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Enumeration;
using ProbeClassifier.Reading;

namespace ProbeClassifier.Following;

/// <summary>A file to look at.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Place">The place of the log whose generation it may be: its own, or that of the log it stands beside.</param>
/// <param name="IsListed">Whether the paths given mean it; else it stands beside a log that they mean.</param>
/// <param name="MayBeNew">Whether text in it that is not known is wanted: it is listed, or has the name of a rotated log.</param>
/// <param name="Since">For one that is not listed: it matters only if written since (ticks of UTC).</param>
internal readonly record struct Candidate(string Path, string Place, bool IsListed, bool MayBeNew, long Since);

/// <summary>The files that the paths mean now, and what stands beside them under the names that rotation gives.</summary>
internal sealed class Candidates(KnownLogs known, TimeProvider clock)
{
    /// <summary>Tools that keep a file's time may keep whole seconds of it.</summary>
    public const long Slack = 2 * TimeSpan.TicksPerSecond;

    private readonly Dictionary<string, (long Changed, string[] Names)> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>A number that is another once a name changed in one of the folders of logs.</summary>
    public long FolderTimes()
    {
        long all = 0;
        foreach (string prefix in Prefixes())
        {
            try
            {
                all = (all * 31) + (FileStamp.Of(prefix.Length == 0 ? "." : prefix, withIdentity: false)?.LastWrite ?? 0);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                all = (all * 31) + 1;
            }
        }

        return all;
    }

    /// <summary>Lists them, those that the paths mean first.</summary>
    public List<Candidate> List(IReadOnlyList<string> paths, out IReadOnlyList<InputFailure> failures)
    {
        List<Candidate> found = [];
        _seen.Clear();
        foreach (string path in InputPaths.Expand(paths, out failures))
        {
            _seen.Add(path);
            found.Add(new Candidate(path, path, IsListed: true, MayBeNew: true, Since: 0));
        }

        Dictionary<string, List<string>> lost = Lost();
        HashSet<string> prefixes = Prefixes();
        prefixes.UnionWith(lost.Keys);
        foreach (string prefix in prefixes)
            AddSiblings(prefix, lost.GetValueOrDefault(prefix), found);
        return found;
    }

    private HashSet<string> Prefixes()
    {
        HashSet<string> prefixes = new(StringComparer.Ordinal);
        foreach (string place in known.Origins.Keys)
            prefixes.Add(KnownLogs.PrefixOf(place));
        return prefixes;
    }

    private void AddSiblings(string prefix, List<string>? lost, List<Candidate> found)
    {
        foreach (string name in NamesIn(prefix.Length == 0 ? "." : prefix))
        {
            string path = prefix + name;
            if (_seen.Contains(path))
                continue;
            bool added = false;
            foreach (string before in RotatedName.Before(name))
            {
                if (!known.Origins.TryGetValue(prefix + before, out long since))
                    continue;
                found.Add(new Candidate(path, prefix + before, IsListed: false, MayBeNew: true, since - Slack));
                added = true;
                break;
            }

            // A copy of a truncated log may have any name that begins as its does.
            if (!added && lost?.Exists(l => name.StartsWith(l, StringComparison.Ordinal)) == true)
                found.Add(new Candidate(path, path, IsListed: false, MayBeNew: false, Since: 0));
        }
    }

    private Dictionary<string, List<string>> Lost()
    {
        Dictionary<string, List<string>> lost = new(StringComparer.Ordinal);
        foreach (Incarnation log in known.All)
        {
            if (!log.IsLost)
                continue;
            string prefix = KnownLogs.PrefixOf(log.Place);
            if (!lost.TryGetValue(prefix, out List<string>? names))
                lost[prefix] = names = [];
            names.Add(Path.GetFileName(log.Place));
        }

        return lost;
    }

    /// <summary>The names in a folder; asked for again only when the folder changed, or may have since the clock's last tick.</summary>
    private string[] NamesIn(string folder)
    {
        try
        {
            long changed = FileStamp.Of(folder, withIdentity: false)?.LastWrite ?? 0;
            if (_names.TryGetValue(folder, out (long Changed, string[] Names) kept) && kept.Changed == changed)
                return kept.Names;
            var options = new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false };
            string[] names = [.. new FileSystemEnumerable<string>(folder, (ref FileSystemEntry e) => e.FileName.ToString(), options)
            {
                ShouldIncludePredicate = (ref FileSystemEntry e) => !e.IsDirectory,
            }];
            Array.Sort(names, StringComparer.Ordinal);
            if (changed > 0 && clock.GetUtcNow().Ticks - changed > Slack)
                _names[folder] = (changed, names);
            return names;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is named in it is looked for by its name all the same.
            return [];
        }
    }
}
