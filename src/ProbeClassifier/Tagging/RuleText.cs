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
        Add("activity", List(rule.Activities, RuleNames.Activities));
        Add("signature", string.Join(",", rule.Signatures));
        Add("classification", Texts(rule.Classifications));
        Add("message", Texts(rule.Messages));
        Add("appName", Texts(rule.AppNames));
        Add("controlBits", string.Join(",", rule.ControlBits.Select(ControlBitText.Of)));
        Add("sourceIsHome", Truth(rule.SourceIsHome));
        Add("destinationIsHome", Truth(rule.DestinationIsHome));
        Add("sameAddress", Truth(rule.SameAddress ? true : null));
        Add("destinationIsBroadcast", Truth(rule.DestinationIsBroadcast ? true : null));
        return string.Join(separator, parts);

        string List<T>(T[] values, (string Name, T Value)[] names)
            where T : unmanaged, Enum =>
            string.Join(",", values.Select(v => named ? RuleNames.Of(names, v) : RuleNames.Number(v)));

        static string Truth(bool? value) => value switch { true => "true", false => "false", null => "" };

        static string Texts(string[] values) => string.Join(",", values.Select(PercentEncoded));

        void Add(string name, string value)
        {
            if (value.Length > 0)
                parts.Add(name + assignment + value);
        }
    }

    /// <summary>A text with all but letters, digits and a few signs percent-encoded, so that no two texts of a list run together.</summary>
    private static string PercentEncoded(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)value) || value is (byte)'.' or (byte)'-' or (byte)'_' or (byte)'/' or (byte)':')
                result.Append((char)value);
            else
                result.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        }

        return result.ToString();
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
