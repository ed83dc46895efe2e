using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tagging;

/// <summary>Makes a rule set out of another one and more rules, which come last. Not thread-safe; <see cref="Build"/> copies.</summary>
public sealed class RuleSetBuilder
{
    private readonly RuleSetData _data;

    internal RuleSetBuilder(RuleSetData data)
    {
        _data = data.Copy();
        if (string.Equals(_data.Name, RuleSet.DefaultName, StringComparison.Ordinal))
            _data.Name = "custom";
    }

    /// <summary>Names the set; <c>custom</c> unless this is called.</summary>
    /// <param name="name">The name a report prints.</param>
    public RuleSetBuilder WithName(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _data.Name = name;
        return this;
    }

    /// <summary>Tags a destination port.</summary>
    /// <param name="transport">The protocol, one that has ports.</param>
    /// <param name="port">0–65535.</param>
    /// <param name="tag">The tag's id; declared here if it is new.</param>
    /// <param name="service">The service's name, for a new tag; null for none.</param>
    /// <param name="section">The section, for a new tag.</param>
    public RuleSetBuilder AddPort(
        Transport transport,
        int port,
        string tag,
        string? service = null,
        ReportSection section = ReportSection.Probes)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tag);
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65535);
        int index = Declare(tag, service, section);
        return Add(new Rule(index) { Transports = [transport], DestinationPorts = [new NumberRange(port, port)] });
    }

    /// <summary>Tags requests whose path, as a web server would resolve it, begins so; <c>*</c> stands for bytes of one segment.</summary>
    /// <param name="prefix">Lower case, beginning with a slash.</param>
    /// <param name="tag">The tag's id; declared here if it is new.</param>
    /// <param name="section">The section, for a new tag.</param>
    public RuleSetBuilder AddPath(string prefix, string tag, ReportSection section = ReportSection.Probes)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(prefix);
        if (prefix[0] != '/')
            throw new ArgumentException($"\"{prefix}\" must begin with a slash", nameof(prefix));
        return Add(new Rule(Declare(tag, null, section)) { Paths = [System.Text.Encoding.UTF8.GetBytes(prefix)] });
    }

    /// <summary>Tags everything that comes from a network.</summary>
    /// <param name="network">IPv4 or IPv6.</param>
    /// <param name="tag">The tag's id; declared here if it is new.</param>
    /// <param name="section">The section, for a new tag.</param>
    public RuleSetBuilder AddSource(IPNetwork network, string tag, ReportSection section = ReportSection.Probes)
    {
        AddressBlock block = AddressBlock.Parse(network.ToString(), out string error)
            ?? throw new ArgumentException(error, nameof(network));
        return Add(new Rule(Declare(tag, null, section)) { Sources = [block] });
    }

    /// <summary>Compiles what was added so far.</summary>
    public RuleSet Build() => new(_data.Copy());

    private RuleSetBuilder Add(Rule rule)
    {
        if (_data.Rules.Count == RuleSetData.MaxRules)
            throw new InvalidOperationException($"a rule set has at most {RuleSetData.MaxRules.ToString(CultureInfo.InvariantCulture)} rules");
        _data.Rules.Add(rule);
        return this;
    }

    private int Declare(string id, string? service, ReportSection section)
    {
        int index = _data.FindTag(id);
        if (index >= 0)
            return index;
        if (_data.Tags.Count == RuleSetData.MaxTags)
            throw new InvalidOperationException($"a rule set has at most {RuleSetData.MaxTags.ToString(CultureInfo.InvariantCulture)} tags");
        _data.Tags.Add(new ProbeTag { Id = id, Service = service, Section = section });
        return _data.Tags.Count - 1;
    }
}
