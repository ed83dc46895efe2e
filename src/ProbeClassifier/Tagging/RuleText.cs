using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace ProbeClassifier.Tagging;

/// <summary>Rules as text: for people, and in the one form that is hashed.</summary>
internal static class RuleText
{
    private const int MaxQuoted = 60;

    /// <summary>The conditions for people, in a fixed order, with the words of the rule file.</summary>
    public static string Conditions(CompiledRule rule) => Conditions(rule, "; ", " ", named: true);

    /// <summary>
    /// The conditions in a form that never changes: the numbers of enums, for names may be added. Equal conditions have
    /// equal forms, whatever the order of their lists.
    /// </summary>
    public static string Canonical(CompiledRule rule) => Conditions(rule, " ", "=", named: false);

    private static string Conditions(CompiledRule rule, string separator, string assignment, bool named)
    {
        var parts = new List<string>();
        Add("transport", List(rule.Transports, RuleNames.Transports));
        Add("destinationPort", rule.DestinationPorts.ToString());
        Add("sourcePort", rule.SourcePorts.ToString());
        Add("icmpType", rule.IcmpTypes.ToString());
        Add("icmpCode", rule.IcmpCodes.ToString());
        Add("source", string.Join<AddressBlock>(",", rule.Sources));
        Add("destination", string.Join<AddressBlock>(",", rule.Destinations));
        Add("path", string.Join<PathPattern>(",", rule.Paths));
        Add("dialect", List(rule.Dialects, RuleNames.Dialects));
        Add("action", List(rule.Actions, RuleNames.Actions));
        Add("direction", List(rule.Directions, RuleNames.Directions));
        return string.Join(separator, parts);

        string List<T>(T[] values, (string Name, T Value)[] names)
            where T : unmanaged, Enum =>
            string.Join(",", values.Select(v => named ? RuleNames.Of(names, v) : RuleNames.Number(v)));

        void Add(string name, string value)
        {
            if (value.Length > 0)
                parts.Add(name + assignment + value);
        }
    }

    /// <summary>Text of a file between quotes, cut and with everything escaped that a terminal might obey.</summary>
    public static string Quote(string text) =>
        text.Length <= MaxQuoted ? $"\"{Escape(text)}\"" : $"\"{Escape(text[..MaxQuoted])}…\"";

    /// <summary>Escapes what is not visible, quotes and backslashes; printable characters of any script stay.</summary>
    public static string Escape(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (IsHidden(rune))
                result.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
            else if (rune.Value is '"' or '\\')
                result.Append('\\').Append((char)rune.Value);
            else
                result.Append(rune.ToString());
        }

        return result.ToString();
    }

    /// <summary>Whether every character of a text can be seen.</summary>
    public static bool IsVisible(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (IsHidden(rune))
                return false;
        }

        return true;
    }

    private static bool IsHidden(Rune rune) => rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse;
}
