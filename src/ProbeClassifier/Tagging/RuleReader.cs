using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace ProbeClassifier.Tagging;

/// <summary>Reads <c>rules</c>.</summary>
internal sealed class RuleReader(RuleErrors errors, RuleValues values, TagReader tags, bool isWhole)
{
    /// <param name="item">The list; null when the file has none.</param>
    /// <param name="origin">The name of the rule set.</param>
    /// <param name="inherited">How many rules come with the extended set.</param>
    public List<ProbeRule> Read(JsonItem? item, string origin, int inherited)
    {
        var rules = new List<ProbeRule>();
        if (item is null)
            return rules;
        if (item.Kind != JsonTokenType.StartArray)
        {
            errors.Add(item.Offset, item.Describe(), "a list of rules");
            return rules;
        }

        if (item.Items.Count == 0 && item.IsComplete)
            errors.Add(item.Offset, "an empty list", "at least one rule");
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < item.Items.Count; i++)
        {
            JsonItem element = item.Items[i];
            if (inherited + i >= RuleLimits.MaxRules)
            {
                errors.Add(element.Offset, "one rule more", $"at most {RuleLimits.MaxRules}");
                break;
            }

            if (ReadOne(element, origin, i + 1) is not { } rule)
                continue;
            string form = rule.Tag.Id + ' ' + RuleText.Canonical(rule.Compiled);
            if (seen.TryGetValue(form, out int first))
                errors.Add(element.Offset, $"a rule that says the same as the one on line {errors.LineOf(first)}", "each rule once");
            else
                seen.Add(form, element.Offset);
            rules.Add(rule);
        }

        return rules;
    }

    private ProbeRule? ReadOne(JsonItem item, string origin, int number)
    {
        JsonFields? fields = JsonFields.Open(item, errors, "an object with tag and match");
        if (fields is null)
            return null;
        values.Text(fields.Take("description"));
        ProbeTag? tag = ReadTag(fields.Require("tag"));
        RuleMatch? match = fields.Require("match") is { } matchItem ? ReadMatch(matchItem) : null;
        fields.Finish();
        return tag is null || match is null ? null : new ProbeRule(origin, number, tag, match);
    }

    private ProbeTag? ReadTag(JsonItem? item)
    {
        if (item is null)
            return null;
        if (item.Kind != JsonTokenType.String)
        {
            errors.Add(item.Offset, item.Describe(), "the id of a tag");
            return null;
        }

        ProbeTag? tag = tags.Use(item.Text);
        if (tag is null && isWhole)
            errors.Add(item.Offset, $"tag {item.Describe()}", "the id of a tag that \"tags\" or the extended rule set declares");
        return tag;
    }

    private RuleMatch? ReadMatch(JsonItem item)
    {
        JsonFields? fields = JsonFields.Open(item, errors, "an object with conditions");
        if (fields is null)
            return null;
        var match = new RuleMatch
        {
            Transports = values.Transports(fields.Take("transport")),
            DestinationPorts = values.Ranges(fields.Take("destinationPort"), "port", ushort.MaxValue),
            SourcePorts = values.Ranges(fields.Take("sourcePort"), "port", ushort.MaxValue),
            IcmpTypes = values.Ranges(fields.Take("icmpType"), "type", byte.MaxValue),
            IcmpCodes = values.Ranges(fields.Take("icmpCode"), "code", byte.MaxValue),
            Sources = values.Networks(fields.Take("source")),
            Destinations = values.Networks(fields.Take("destination")),
            PathPrefixes = values.Paths(fields.Take("path")),
            Dialects = values.Names(fields.Take("dialect"), "dialect", RuleNames.Dialects),
            Actions = values.Names(fields.Take("action"), "action", RuleNames.Actions),
            Directions = values.Names(fields.Take("direction"), "direction", RuleNames.Directions),
            Activities = values.Names(fields.Take("activity"), "activity", RuleNames.Activities),
            Signatures = values.Signatures(fields.Take("signature")),
            Classifications = values.Texts(fields.Take("classification"), "classification"),
            Messages = values.Texts(fields.Take("message"), "message"),
            AppNames = values.Texts(fields.Take("appName"), "app-name"),
            ControlBits = values.ControlBits(fields.Take("controlBits")),
            SourceIsHome = values.Truth(fields.Take("sourceIsHome")),
            DestinationIsHome = values.Truth(fields.Take("destinationIsHome")),
            SameAddress = values.OnlyTrue(fields.Take("sameAddress")),
            DestinationIsBroadcast = values.OnlyTrue(fields.Take("destinationIsBroadcast")),
        };
        fields.Finish();
        if (item.Members.Count == 0 && item.IsComplete)
            errors.Add(item.Offset, "a match without conditions", "at least one condition");
        if (item.IsComplete)
            ReportContradictions(item, match);
        return RuleChecks.IsEmpty(match) ? null : match;
    }

    // A condition that was given but not understood is not missing: it had its own error.
    private void ReportContradictions(JsonItem item, RuleMatch match)
    {
        bool transportGiven = item.Members.Any(m => m.Name is "transport");
        foreach ((string property, string found, string expected) in RuleChecks.Contradictions(match))
        {
            if (transportGiven && match.Transports.Count == 0)
                continue;
            errors.Add(item.Members.First(m => string.Equals(m.Name, property, StringComparison.Ordinal)).Offset, found, expected);
        }
    }
}
