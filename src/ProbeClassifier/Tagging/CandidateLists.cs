using System;
using System.Collections.Generic;

namespace ProbeClassifier.Tagging;

/// <summary>
/// The rules that are worth asking about a group of events, as indexes in the order of the rules; equal lists are one.
/// List 0 holds all rules, and stands in when the lists would grow beyond their bounds: asking more is never wrong.
/// </summary>
internal sealed class CandidateLists
{
    /// <summary>16 MiB of indexes.</summary>
    private const int MaxEntries = 4 * 1024 * 1024;

    private readonly List<int[]> _lists = [];
    private readonly Dictionary<string, ushort> _numbers = new(StringComparer.Ordinal);
    private int _entries;

    public CandidateLists(int ruleCount)
    {
        int[] all = new int[ruleCount];
        for (int i = 0; i < all.Length; i++)
            all[i] = i;
        _lists.Add(all);
    }

    public int[] this[ushort number] => _lists[number];

    /// <summary>The number of a list.</summary>
    public ushort Intern(List<int> rules)
    {
        if (_entries + rules.Count > MaxEntries)
            return 0;
        string key = string.Join(',', rules);
        if (_numbers.TryGetValue(key, out ushort number))
            return number;
        if (_lists.Count > ushort.MaxValue)
            return 0;
        number = (ushort)_lists.Count;
        _lists.Add([.. rules]);
        _numbers.Add(key, number);
        _entries += rules.Count;
        return number;
    }

    /// <summary>Forgets what only <see cref="Intern"/> needs.</summary>
    public void Seal() => _numbers.Clear();
}
