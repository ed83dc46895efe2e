using System;

namespace ProbeClassifier.Following;

/// <summary>
/// Which known logs a file may hold the text of, by its name. Content alone does not tell: one message often goes to several logs, which then
/// begin alike, and may be alike. What rotation makes of a name is told by <see cref="RotatedName"/>.
/// </summary>
internal sealed class LogFamily
{
    private readonly KnownLogs _known;
    private readonly string _path;
    private readonly string _folder;
    private readonly string _name;
    private readonly string _root;
    private readonly bool _mayComeFromElsewhere;

    /// <summary>The family of a file.</summary>
    public LogFamily(string path, KnownLogs known)
    {
        _known = known;
        _path = path;
        _folder = KnownLogs.PrefixOf(path);
        _name = path[_folder.Length..];
        _root = RootOf(_folder, _name);

        // Rotation may put files into a folder of their own, where the log itself is not.
        _mayComeFromElsewhere = !string.Equals(_root, _name, StringComparison.Ordinal) && !IsOfKnownLog;
    }

    /// <summary>Whether a log is followed under the name that the file has, or had before rotation.</summary>
    public bool IsOfKnownLog => _known.Origins.ContainsKey(_folder + _root);

    /// <summary>Whether the file may be a log's earlier self, or a copy of it.</summary>
    public bool Has(Incarnation log)
    {
        if (string.Equals(log.Place, _path, StringComparison.Ordinal))
            return true;
        string folder = KnownLogs.PrefixOf(log.Place);
        string name = log.Place[folder.Length..];
        string root = RootOf(folder, name);
        if (!string.Equals(folder, _folder, StringComparison.Ordinal))
            return _mayComeFromElsewhere && string.Equals(root, _root, StringComparison.Ordinal);

        // A copy of a truncated log may have any name that begins as its does.
        return string.Equals(root, _root, StringComparison.Ordinal) || IsNamedAfter(root)
            || (log.IsLost && _name.StartsWith(name, StringComparison.Ordinal));
    }

    /// <summary>Names that people give to copies: <c>kern.log.old</c>, <c>kern.log~</c>.</summary>
    private bool IsNamedAfter(string root) =>
        _root.Length > root.Length && _root[root.Length] is '.' or '~' && _root.StartsWith(root, StringComparison.Ordinal);

    private string RootOf(string folder, string name) => RotatedName.RootOf(name, log => _known.Origins.ContainsKey(folder + log));
}
