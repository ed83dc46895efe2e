using System;
using System.Collections.Generic;

namespace ProbeClassifier.Tagging;

/// <summary>Finds what all events of a cell have in common. Not thread safe: used while a rule set is made.</summary>
internal sealed class CellCompiler(ProbeRule[] rules, ushort[] tagOfRule, TagSetTable sets, CandidateLists lists, bool hasHome)
{
    private readonly List<ushort> _tags = [];
    private readonly List<int> _candidates = [];

    /// <summary>The tag-set id, or the marker and the number of the list of rules to ask.</summary>
    /// <param name="among">Indexes of the rules that can match at all, in order.</param>
    /// <param name="fit">How a rule stands to the cell.</param>
    public (ushort Id, ushort List) Compile(ReadOnlySpan<int> among, Func<CompiledRule, CellFit> fit)
    {
        _tags.Clear();
        _candidates.Clear();
        bool depends = false;
        foreach (int rule in among)
        {
            CompiledRule compiled = rules[rule].Compiled;
            CellFit answer = compiled.NeedsHome && !hasHome ? CellFit.Never : fit(compiled);
            if (answer == CellFit.Never)
                continue;
            depends |= answer == CellFit.Depends;
            _candidates.Add(rule);
            if (!_tags.Contains(tagOfRule[rule]))
                _tags.Add(tagOfRule[rule]);
        }

        return depends ? (RuleTables.Conditional, lists.Intern(_candidates)) : (sets.Intern([.. _tags]), (ushort)0);
    }
}
