using System;

namespace ProbeClassifier.Tagging;

/// <summary>By port or type: a tag-set id, or <see cref="RuleTables.Conditional"/> and which rules to ask.</summary>
internal sealed class RuleTable(int size)
{
    private ushort[]? _lists;

    public ushort[] Ids { get; } = new ushort[size];

    /// <summary>The number of the list of rules to ask, where the id is the marker.</summary>
    public ushort ListOf(int index) => _lists is null ? (ushort)0 : _lists[index];

    public void Fill(int start, int end, ushort id, ushort list)
    {
        Ids.AsSpan(start..end).Fill(id);
        if (id != RuleTables.Conditional)
            return;
        _lists ??= new ushort[Ids.Length];
        _lists.AsSpan(start..end).Fill(list);
    }
}
