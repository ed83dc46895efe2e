using System.Globalization;

namespace ProbeClassifier.Tagging;

/// <summary>A rule: events that meet its conditions get its tag. Immutable.</summary>
public sealed class ProbeRule
{
    internal ProbeRule(string origin, int number, ProbeTag tag, RuleMatch match)
    {
        Origin = origin;
        Number = number;
        Tag = tag;
        Match = match;
        Compiled = new CompiledRule(match);
    }

    /// <summary>The name of the rule set that it was written in: the extended one's for a rule that came with it.</summary>
    public string Origin { get; }

    /// <summary>Its place in that rule set, from 1.</summary>
    public int Number { get; }

    /// <summary>What it gives.</summary>
    public ProbeTag Tag { get; }

    /// <summary>Its conditions.</summary>
    public RuleMatch Match { get; }

    /// <summary>Its conditions in the words of a rule file: <c>transport tcp; destinationPort 21</c>.</summary>
    public string Conditions => RuleText.Conditions(Compiled);

    internal CompiledRule Compiled { get; }

    /// <summary>Where it is from, what it gives and when: <c>jpcert-2000-q2#1 tcp/21: transport tcp; destinationPort 21</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Origin}#{Number} {Tag.Id}: {Conditions}");
}
