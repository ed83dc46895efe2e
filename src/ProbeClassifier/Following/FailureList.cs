using System;
using System.Collections.Generic;
using ProbeClassifier.Reading;

namespace ProbeClassifier.Following;

/// <summary>What cannot be read now. Each is told once, and again only after it went well in between.</summary>
internal sealed class FailureList(Action<FollowerNotice> notify)
{
    private readonly Dictionary<string, (string Message, long Scan)> _failures = new(StringComparer.Ordinal);
    private long _scan;

    public int Count => _failures.Count;

    public void BeginScan(long scan) => _scan = scan;

    public void Add(string path, string message, FollowerNoticeKind kind = FollowerNoticeKind.Failed)
    {
        bool isNews = !_failures.TryGetValue(path, out (string Message, long Scan) known) || !string.Equals(known.Message, message, StringComparison.Ordinal);
        _failures[path] = (message, _scan);
        if (isNews)
            notify(new FollowerNotice(kind, path, message));
    }

    /// <summary>Whether anything failed since the scan began.</summary>
    public bool AnyInScan()
    {
        foreach ((string _, long scan) in _failures.Values)
        {
            if (scan == _scan)
                return true;
        }

        return false;
    }

    /// <summary>Forgets what did not fail again.</summary>
    public void EndScan()
    {
        foreach ((string path, (string _, long scan)) in _failures)
        {
            if (scan < _scan)
                _failures.Remove(path);
        }
    }

    public List<InputFailure> ToList()
    {
        List<InputFailure> list = [];
        foreach ((string path, (string message, long _)) in _failures)
            list.Add(new InputFailure(path, message));
        list.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return list;
    }
}
