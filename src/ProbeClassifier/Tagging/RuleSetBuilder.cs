using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tagging;

/// <summary>
/// Makes a rule set in code. Rules are asked in the order in which they are added, after those of the set that the builder
/// came from. Not thread safe; may be built from more than once.
/// </summary>
public sealed class RuleSetBuilder
{
    internal const string DefaultName = "custom";

    private readonly RuleSetContent _base;
    private readonly List<ProbeRule> _rules;
    private readonly Dictionary<string, ProbeTag> _tags;
    private string _name;
    private int _added;

    /// <summary>Starts without rules.</summary>
    /// <param name="name">The name of the rule set.</param>
    public RuleSetBuilder(string name)
        : this(new RuleSetContent { Name = CheckedName(name) })
    {
    }

    internal RuleSetBuilder(RuleSetContent content)
    {
        _base = content;
        _name = BuiltInRuleSets.Names.Contains(content.Name, StringComparer.Ordinal) ? DefaultName : content.Name;
        _rules = [.. content.Rules];
        _tags = content.Tags.ToDictionary(t => t.Id, StringComparer.Ordinal);
        _added = content.Rules.Count(r => string.Equals(r.Origin, _name, StringComparison.Ordinal));
    }

    /// <summary>Names the rule set; a set made of the default one is <c>custom</c> unless this is called. Rules added from now on bear the name as their origin.</summary>
    /// <param name="name">1 to <see cref="RuleLimits.MaxNameLength"/> visible characters.</param>
    public RuleSetBuilder WithName(string name)
    {
        _name = CheckedName(name);
        _added = _rules.Count(r => string.Equals(r.Origin, _name, StringComparison.Ordinal));
        return this;
    }

    /// <summary>Declares a tag, for rules added later.</summary>
    /// <param name="tag">The tag. Its references are URLs or ids of the base set's references.</param>
    /// <exception cref="ArgumentException">The id is taken, or something in the tag is not well formed.</exception>
    public RuleSetBuilder AddTag(ProbeTag tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        Refuse(RuleChecks.TagId(tag.Id), nameof(tag), tag.Id);
        if (_tags.Count >= RuleLimits.MaxTags)
            throw new ArgumentException($"A rule set has at most {RuleLimits.MaxTags} tags.", nameof(tag));
        if (!Enum.IsDefined(tag.Section))
            throw new ArgumentException("The tag's section is none of the report's.", nameof(tag));
        RefuseTexts(tag);
        if (!_tags.TryAdd(tag.Id, tag))
            throw new ArgumentException($"There is already a tag {tag.Id}.", nameof(tag));
        return this;
    }

    /// <summary>Adds a rule for a destination port. Declares its tag if there is none of that id.</summary>
    /// <param name="transport">The protocol.</param>
    /// <param name="port">The destination port, 0–65,535.</param>
    /// <param name="tag">The tag's id.</param>
    /// <param name="service">The service's name, for a tag that is declared here.</param>
    /// <param name="section">The section, for a tag that is declared here. Default I.</param>
    /// <exception cref="ArgumentException">The transport is ICMP, the id is malformed, or the tag has another service.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The port is not from 0 to 65,535.</exception>
    public RuleSetBuilder AddPort(
        Transport transport, int port, string tag, string? service = null, ReportSection section = ReportSection.Probes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue);
        return AddWithTag(new RuleMatch { Transports = [transport], DestinationPorts = [(ushort)port] }, tag, service, section);
    }

    /// <summary>Adds a rule for the paths that requests in access logs ask for. Declares its tag if there is none of that id.</summary>
    /// <param name="prefix">See <see cref="RuleMatch.PathPrefixes"/>.</param>
    /// <param name="tag">The tag's id.</param>
    /// <param name="section">The section, for a tag that is declared here. Default I.</param>
    /// <exception cref="ArgumentException">The prefix is not in normal form, or the id is malformed.</exception>
    public RuleSetBuilder AddPath(string prefix, string tag, ReportSection section = ReportSection.Probes)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return AddWithTag(new RuleMatch { PathPrefixes = [prefix] }, tag, null, section);
    }

    /// <summary>Adds a rule for everything that comes from a network. Declares its tag if there is none of that id.</summary>
    /// <param name="network">IPv4 or IPv6.</param>
    /// <param name="tag">The tag's id.</param>
    /// <param name="section">The section, for a tag that is declared here. Default I.</param>
    /// <exception cref="ArgumentException">The id is malformed.</exception>
    public RuleSetBuilder AddSource(IPNetwork network, string tag, ReportSection section = ReportSection.Probes) =>
        AddWithTag(new RuleMatch { Sources = [network] }, tag, null, section);

    /// <summary>Adds a rule.</summary>
    /// <param name="tag">The id of a tag that is declared.</param>
    /// <param name="match">The conditions.</param>
    /// <exception cref="ArgumentException">The tag is unknown, or the conditions are none, malformed or impossible together.</exception>
    public RuleSetBuilder AddRule(string tag, RuleMatch match)
    {
        ArgumentNullException.ThrowIfNull(tag);
        ArgumentNullException.ThrowIfNull(match);
        if (!_tags.TryGetValue(tag, out ProbeTag? known))
            throw new ArgumentException($"There is no tag {RuleText.Quote(tag)}; declare it first.", nameof(tag));
        if (_rules.Count >= RuleLimits.MaxRules)
            throw new ArgumentException($"A rule set has at most {RuleLimits.MaxRules} rules.", nameof(match));
        RefuseMatch(match);
        _rules.Add(new ProbeRule(_name, ++_added, known, Copy(match)));
        return this;
    }

    /// <summary>Compiles what was added.</summary>
    public RuleSet Build() => new(_base with { Name = _name, Rules = [.. _rules], Tags = [.. _tags.Values] });

    private static string CheckedName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Refuse(RuleChecks.Text(name, RuleLimits.MaxNameLength), nameof(name), name);
        return name;
    }

    // The caller's lists may change after the call.
    private static RuleMatch Copy(RuleMatch match) => new()
    {
        Transports = [.. match.Transports],
        DestinationPorts = [.. match.DestinationPorts],
        SourcePorts = [.. match.SourcePorts],
        IcmpTypes = [.. match.IcmpTypes],
        IcmpCodes = [.. match.IcmpCodes],
        Sources = [.. match.Sources],
        Destinations = [.. match.Destinations],
        PathPrefixes = [.. match.PathPrefixes],
        Dialects = [.. match.Dialects],
        Actions = [.. match.Actions],
        Directions = [.. match.Directions],
        Activities = [.. match.Activities],
        Signatures = [.. match.Signatures],
        Classifications = [.. match.Classifications],
        Messages = [.. match.Messages],
        AppNames = [.. match.AppNames],
        ControlBits = [.. match.ControlBits],
        SourceIsHome = match.SourceIsHome,
        DestinationIsHome = match.DestinationIsHome,
        SameAddress = match.SameAddress,
        DestinationIsBroadcast = match.DestinationIsBroadcast,
    };

    private static void RefuseMatch(RuleMatch match)
    {
        foreach (ValueRange range in match.DestinationPorts.Concat(match.SourcePorts))
            Refuse(RuleChecks.Range(range, ushort.MaxValue), nameof(match), range.ToString());
        foreach (ValueRange range in match.IcmpTypes.Concat(match.IcmpCodes))
            Refuse(RuleChecks.Range(range, byte.MaxValue), nameof(match), range.ToString());
        foreach (SignatureRange range in match.Signatures.Where(r => r.First > r.Last))
            Refuse("a range of signatures, the lower number first", nameof(match), range.ToString());
        foreach (string text in match.Classifications.Concat(match.Messages).Concat(match.AppNames))
            Refuse(RuleChecks.Text(text, RuleLimits.MaxNameLength), nameof(match), text);
        foreach (string prefix in match.PathPrefixes)
            Refuse(PathPattern.Check(prefix), nameof(match), prefix);
        foreach ((_, string found, string expected) in RuleChecks.Contradictions(match))
            Refuse(expected, nameof(match), found);
        if (RuleChecks.IsEmpty(match))
            throw new ArgumentException("A rule needs at least one condition.", nameof(match));
    }

    private static void Refuse(string? expected, string parameter, string found)
    {
        if (expected is not null)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Found {RuleText.Quote(found)}, expected {expected}."), parameter);
    }

    private RuleSetBuilder AddWithTag(RuleMatch match, string tag, string? service, ReportSection section)
    {
        ArgumentNullException.ThrowIfNull(tag);
        RefuseMatch(match);
        if (!_tags.TryGetValue(tag, out ProbeTag? known))
            AddTag(new ProbeTag { Id = tag, Section = section, Service = service });
        else if (service is not null && !string.Equals(known.Service, service, StringComparison.Ordinal))
            throw new ArgumentException($"The tag {tag} already has another service.", nameof(service));
        return AddRule(tag, match);
    }

    private void RefuseTexts(ProbeTag tag)
    {
        foreach (string? text in (string?[])[tag.Service, tag.Title, tag.TitleJa, tag.AsPrinted, tag.Registered, tag.Note])
        {
            if (text is not null)
                Refuse(RuleChecks.Text(text, RuleLimits.MaxTextLength), nameof(tag), text);
        }

        foreach (string reference in tag.References)
        {
            if (!_base.References.Any(r => string.Equals(r.Id, reference, StringComparison.Ordinal)))
                Refuse(RuleChecks.Url(reference), nameof(tag), reference);
        }

        foreach (string source in tag.Sources)
            Refuse(RuleChecks.Url(source), nameof(tag), source);
    }
}
