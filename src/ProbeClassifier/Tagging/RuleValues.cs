using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;
using System.Text.Json;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tagging;

/// <summary>Reads the values of a rule file; each problem is reported at the value it is in, and reading goes on.</summary>
internal sealed class RuleValues(RuleErrors errors)
{
    /// <summary>Visible text; null, with an error, when it is something else. Null without an error when there is none.</summary>
    public string? Text(JsonItem? item, int maxLength = RuleLimits.MaxTextLength)
    {
        if (item is null)
            return null;
        string? expected = item.Kind == JsonTokenType.String ? RuleChecks.Text(item.Text, maxLength) : "text in quotes";
        return errors.Check(item.Offset, item.Describe(), expected) ? item.Text : null;
    }

    /// <summary>An http, https or ftp URL.</summary>
    public string? Url(JsonItem? item)
    {
        const string Expected = "an http, https or ftp URL";
        if (item is null)
            return null;
        string? expected = item.Kind == JsonTokenType.String ? RuleChecks.Url(item.Text) : Expected;
        return errors.Check(item.Offset, item.Describe(), expected) ? item.Text : null;
    }

    /// <summary>One of the names of a list.</summary>
    public T? Name<T>(JsonItem? item, string what, (string Name, T Value)[] names)
        where T : unmanaged, Enum
    {
        if (item is null)
            return null;
        foreach ((string name, T value) in names)
        {
            if (item.Kind == JsonTokenType.String && string.Equals(name, item.Text, StringComparison.Ordinal))
                return value;
        }

        errors.Add(item.Offset, $"{what} {item.Describe()}", $"one of {string.Join(", ", names.Select(n => n.Name))}");
        return null;
    }

    /// <summary>Names, one or a list, each once.</summary>
    public IReadOnlyList<T> Names<T>(JsonItem? item, string what, (string Name, T Value)[] names)
        where T : unmanaged, Enum =>
        Distinct(item, what, i => Name(i, what, names));

    /// <summary>Protocols by name or number, one or a list, each once.</summary>
    public IReadOnlyList<Transport> Transports(JsonItem? item) => Distinct(item, "transport", element =>
    {
        if (element.Kind != JsonTokenType.Number)
            return Name(element, "transport", RuleNames.Transports);
        if (TryNumber(element.Text, byte.MaxValue, out ushort number))
            return (Transport)number;
        errors.Add(element.Offset, $"transport {element.Describe()}", "a protocol number from 0 to 255");
        return null;
    });

    /// <summary>Numbers and ranges, one or a list, none covering a number that another covers.</summary>
    public IReadOnlyList<ValueRange> Ranges(JsonItem? item, string what, ushort maximum)
    {
        var ranges = new List<ValueRange>();
        foreach (JsonItem element in OneOrMore(item))
        {
            if (Range(element, what, maximum) is not { } range)
                continue;
            int overlapped = ranges.FindIndex(r => r.First <= range.Last && range.First <= r.Last);
            if (overlapped >= 0)
                errors.Add(element.Offset, $"{what} {range} beside {ranges[overlapped]}", "each number once");
            else
                ranges.Add(range);
        }

        return ranges;
    }

    /// <summary>Networks, one or a list, each once.</summary>
    public IReadOnlyList<IPNetwork> Networks(JsonItem? item) => Distinct<IPNetwork>(item, "network", element =>
    {
        const string Expected = "an IPv4 or IPv6 network such as \"192.0.2.0/24\" or \"2001:db8::/32\"";
        if (element.Kind != JsonTokenType.String || !AddressBlock.TryParse(Encoding.UTF8.GetBytes(element.Text), out AddressBlock block, out bool hostBits))
            errors.Add(element.Offset, element.Describe(), Expected);
        else if (hostBits)
            errors.Add(element.Offset, $"network {element.Describe()} with bits set beyond its length", $"\"{block}\"");
        else
            return block.ToNetwork();
        return null;
    });

    /// <summary>Path prefixes, one or a list, each once.</summary>
    public IReadOnlyList<string> Paths(JsonItem? item)
    {
        var paths = new List<string>();
        foreach (JsonItem element in OneOrMore(item))
        {
            string? expected = element.Kind == JsonTokenType.String ? PathPattern.Check(element.Text) : "a path that begins with /";
            if (!errors.Check(element.Offset, $"path {element.Describe()}", expected))
                continue;
            if (paths.Contains(element.Text, StringComparer.Ordinal))
                errors.Add(element.Offset, $"path {element.Describe()} again", "each path once");
            else
                paths.Add(element.Text);
        }

        return paths;
    }

    /// <summary>IDS signatures, one or a list, each once.</summary>
    public IReadOnlyList<SignatureRange> Signatures(JsonItem? item) => Distinct<SignatureRange>(item, "signature", element =>
    {
        if (element.Kind is JsonTokenType.Number or JsonTokenType.String && SignatureRange.TryParse(element.Text, out SignatureRange range))
            return range;
        errors.Add(element.Offset, $"signature {element.Describe()}", "a number, a range \"469-480\", or either after a generator: \"122:1-7\"");
        return null;
    });

    /// <summary>Sets of TCP control bits, one or a list, each once.</summary>
    public IReadOnlyList<TcpControlBits> ControlBits(JsonItem? item) => Distinct<TcpControlBits>(item, "set of control bits", element =>
    {
        if (element.Kind == JsonTokenType.String && ControlBitText.TryParse(element.Text, out TcpControlBits bits))
            return bits;
        errors.Add(element.Offset, $"control bits {element.Describe()}", ControlBitText.Expected);
        return null;
    });

    /// <summary>Visible texts, one or a list, each once whatever the case of its letters.</summary>
    public IReadOnlyList<string> Texts(JsonItem? item, string what)
    {
        var texts = new List<string>();
        foreach (JsonItem element in OneOrMore(item))
        {
            if (Text(element, RuleLimits.MaxNameLength) is not { } text)
                continue;
            if (texts.Contains(text, StringComparer.OrdinalIgnoreCase))
                errors.Add(element.Offset, $"{what} {element.Describe()} again", $"each {what} once");
            else
                texts.Add(text);
        }

        return texts;
    }

    /// <summary>true or false; null without a value.</summary>
    public bool? Truth(JsonItem? item)
    {
        if (item is null)
            return null;
        if (item.Kind is JsonTokenType.True or JsonTokenType.False)
            return item.Kind == JsonTokenType.True;
        errors.Add(item.Offset, item.Describe(), "true or false");
        return null;
    }

    /// <summary>true; a condition that is left out is how to say false.</summary>
    public bool OnlyTrue(JsonItem? item)
    {
        if (item is not null && item.Kind != JsonTokenType.True)
            errors.Add(item.Offset, item.Describe(), "true, or no such condition");
        return item?.Kind == JsonTokenType.True;
    }

    /// <summary>The elements of a list that must not be empty nor too long; a single value stands for a list of one.</summary>
    public IEnumerable<JsonItem> OneOrMore(JsonItem? item)
    {
        if (item is null)
            return [];
        if (item.Kind != JsonTokenType.StartArray)
            return [item];
        if (item.Items.Count == 0 && item.IsComplete)
            errors.Add(item.Offset, "an empty list", "at least one value");
        if (item.Items.Count > RuleLimits.MaxListLength)
            errors.Add(item.Items[RuleLimits.MaxListLength].Offset, "a longer list", $"at most {RuleLimits.MaxListLength} values");
        return item.Items.Take(RuleLimits.MaxListLength);
    }

    private static bool TryNumber(string text, ushort maximum, out ushort value) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
        && value <= maximum
        && (text.Length == 1 || text[0] != '0');

    private List<T> Distinct<T>(JsonItem? item, string what, Func<JsonItem, T?> read)
        where T : struct
    {
        var values = new List<T>();
        foreach (JsonItem element in OneOrMore(item))
        {
            if (read(element) is not { } value)
                continue;
            if (values.Contains(value))
                errors.Add(element.Offset, $"{what} {element.Describe()} again", $"each {what} once");
            else
                values.Add(value);
        }

        return values;
    }

    private ValueRange? Range(JsonItem item, string what, ushort maximum)
    {
        string expected = string.Create(CultureInfo.InvariantCulture, $"a {what} from 0 to {maximum}, or a range of them such as \"10-20\"");
        if (item.Kind is not (JsonTokenType.Number or JsonTokenType.String))
        {
            errors.Add(item.Offset, item.Describe(), expected);
            return null;
        }

        string[] ends = item.Kind == JsonTokenType.String ? item.Text.Split('-', 3) : [item.Text];
        if (ends.Length > 2 || !TryNumber(ends[0], maximum, out ushort first) || !TryNumber(ends[^1], maximum, out ushort last))
        {
            errors.Add(item.Offset, $"{what} {item.Describe()}", expected);
            return null;
        }

        if (first <= last)
            return new ValueRange(first, last);
        errors.Add(item.Offset, $"{what} {item.Describe()}, backwards", $"\"{last}-{first}\"");
        return null;
    }
}
