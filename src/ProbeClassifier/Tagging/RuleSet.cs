using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using ProbeClassifier.Dialects.AccessLog;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tagging;

/// <summary>
/// Compiled rules: immutable, safe to share between threads. An event gets the tags of every rule that matches it, in the order
/// of the rules; the first decides its section. Classifying allocates nothing, but once for each new list of several tags.
/// </summary>
public sealed class RuleSet
{
    /// <summary>The name of <see cref="Default"/>.</summary>
    public const string DefaultName = "jpcert-2000-q2";

    /// <summary>In a table: the port alone does not tell, the rules must be asked.</summary>
    private const ushort AskRules = ushort.MaxValue;

    private const int StackPath = 1024;

    private static readonly Lazy<RuleSet> LazyDefault = new(LoadDefault);

    private readonly ushort[] _tcp = new ushort[65_536];
    private readonly ushort[] _udp = new ushort[65_536];
    private readonly ushort[] _icmp = new ushort[256];
    private readonly ushort[] _icmp6 = new ushort[256];
    private readonly bool _askOtherTransports;
    private readonly bool _askBare;
    private readonly bool _hasPaths;
    private readonly Rule[] _rules;
    private readonly TagSets _sets;
    private readonly Dictionary<ReportSection, IReadOnlyList<string>> _sectionReferences;

    internal RuleSet(RuleSetData data)
    {
        Name = data.Name;
        Data = data;
        Tags = [.. data.Tags];
        References = [.. data.References];
        _sectionReferences = new(data.SectionReferences);
        _rules = [.. data.Rules];
        _sets = new TagSets(Tags);
        FillPorts(_tcp, Transport.Tcp);
        FillPorts(_udp, Transport.Udp);
        for (int type = 0; type < 256; type++)
        {
            _icmp[type] = Compile(Transport.Icmp, type, icmp: true);
            _icmp6[type] = Compile(Transport.Icmp6, type, icmp: true);
        }

        _hasPaths = _rules.Any(r => r.Paths is not null);
        _askBare = _rules.Any(r => r.CanMatchBare && r.Paths is null);
        _askOtherTransports = _rules.Any(r => r.IcmpTypes is null && r.IcmpCodes is null);
        Hash = RuleSetHash.Of(data);
    }

    /// <summary>The list of the JPCERT/CC activity report of April–June 2000, and <c>icmp6/128</c>, which is ours.</summary>
    public static RuleSet Default => LazyDefault.Value;

    /// <summary>Its name, <c>jpcert-2000-q2</c> for the default.</summary>
    public string Name { get; }

    /// <summary>Every tag that is declared, in the order of the file.</summary>
    public IReadOnlyList<ProbeTag> Tags { get; }

    /// <summary>The reference list, in the order of the file.</summary>
    public IReadOnlyList<RuleReference> References { get; }

    /// <summary>A hash of all that decides what an event is tagged: equal for equal rules, whatever the machine.</summary>
    public ulong Hash { get; }

    internal RuleSetData Data { get; }

    /// <summary>Reads a rules file (docs/rules.md).</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="RuleSetException">The file is not right; it holds every error.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RuleSet Load(string path) => Parse(File.ReadAllBytes(path), path);

    /// <summary>Reads the text of a rules file.</summary>
    /// <param name="utf8Json">The text; comments and trailing commas are allowed.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="RuleSetException">The text is not right; it holds every error.</exception>
    public static RuleSet Parse(ReadOnlySpan<byte> utf8Json, string name) => new(RuleSetReader.Read(utf8Json, name));

    /// <summary>A builder that starts with these rules.</summary>
    public RuleSetBuilder ToBuilder() => new(Data);

    /// <summary>References of a section as a whole, as ids of <see cref="References"/>; empty when it has none.</summary>
    /// <param name="section">The section.</param>
    public IReadOnlyList<string> GetSectionReferences(ReportSection section) =>
        _sectionReferences.TryGetValue(section, out IReadOnlyList<string>? ids) ? ids : [];

    /// <summary>
    /// The tags of an event, as the id of a tag set in this rule set: 0 for none, at most 65,534; look it up with
    /// <see cref="GetTagSet"/>. Ids are this process's own: write tag ids, not these, where they must last.
    /// </summary>
    /// <param name="probe">The event.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ushort Classify(in ProbeEvent probe)
    {
        ref readonly EventFields f = ref probe.Fields;
        ushort set;
        if ((f.Present & PresentFields.DestinationPort) != 0 && f.Transport == Transport.Tcp)
            set = _tcp[f.DestinationPort];
        else if ((f.Present & PresentFields.DestinationPort) != 0 && f.Transport == Transport.Udp)
            set = _udp[f.DestinationPort];
        else
            return ClassifyOther(probe);
        return set != AskRules ? set : Evaluate(probe);
    }

    /// <summary>A tag set by its id.</summary>
    /// <param name="id">What <see cref="Classify"/> gave.</param>
    public TagSet GetTagSet(ushort id) => _sets[id];

    /// <summary>The first rule that gives a tag to an event, from 0; -1 when none does.</summary>
    internal int FindRule(in ProbeEvent probe, ProbeTag tag)
    {
        Span<byte> stack = stackalloc byte[StackPath];
        ReadOnlySpan<byte> path = NormalPath(probe, stack, out byte[]? rented);
        int found = -1;
        for (int i = 0; i < _rules.Length && found < 0; i++)
        {
            if (ReferenceEquals(Tags[_rules[i].Tag], tag) && _rules[i].Matches(probe, path))
                found = i;
        }

        Return(rented);
        return found;
    }

    private static RuleSet LoadDefault()
    {
        using Stream stream = typeof(RuleSet).Assembly.GetManifestResourceStream("jpcert-2000-q2.json")!;
        byte[] text = new byte[stream.Length];
        stream.ReadExactly(text);
        return Parse(text, "jpcert-2000-q2.json");
    }

    private ushort ClassifyOther(in ProbeEvent probe)
    {
        ref readonly EventFields f = ref probe.Fields;
        if ((f.Present & PresentFields.IcmpType) != 0)
        {
            ushort set = f.Transport == Transport.Icmp ? _icmp[f.IcmpType] : f.Transport == Transport.Icmp6 ? _icmp6[f.IcmpType] : AskRules;
            return set != AskRules ? set : Evaluate(probe);
        }

        if ((f.Present & PresentFields.DestinationPort) != 0)
            return _askOtherTransports ? Evaluate(probe) : (ushort)0;
        return _askBare || (_hasPaths && f.Dialect == ProbeDialect.AccessLog) ? Evaluate(probe) : (ushort)0;
    }

    /// <summary>Compiles the ports that rules name; all others are alike.</summary>
    private void FillPorts(ushort[] table, Transport transport)
    {
        Array.Fill(table, Compile(transport, -1, icmp: false));
        foreach (Rule rule in _rules)
        {
            foreach (NumberRange range in rule.HasTransport(transport) ? rule.DestinationPorts ?? [] : [])
            {
                for (int port = range.First; port <= range.Last; port++)
                    table[port] = Compile(transport, port, icmp: false);
            }
        }
    }

    /// <summary>What the tables say of a port or an ICMP type; of −1, what they say of a port that no rule names.</summary>
    private ushort Compile(Transport transport, int number, bool icmp)
    {
        Span<int> tags = stackalloc int[RuleSetData.MaxTags];
        int count = 0;
        foreach (Rule rule in _rules)
        {
            // A path is asked of access logs only, whose events have neither port nor ICMP type.
            if (rule.Paths is not null || !rule.HasTransport(transport) || !NumberRange.Any(icmp ? rule.IcmpTypes : rule.DestinationPorts, number))
                continue;
            if (rule.HasMore(icmp))
                return AskRules;
            AddOnce(tags, ref count, rule.Tag);
        }

        return _sets.Intern(tags[..count]);
    }

    private ushort Evaluate(in ProbeEvent probe)
    {
        Span<byte> stack = stackalloc byte[StackPath];
        ReadOnlySpan<byte> path = NormalPath(probe, stack, out byte[]? rented);
        Span<int> tags = stackalloc int[RuleSetData.MaxTags];
        int count = 0;
        foreach (Rule rule in _rules)
        {
            if (rule.Matches(probe, path))
                AddOnce(tags, ref count, rule.Tag);
        }

        Return(rented);
        return _sets.Intern(tags[..count]);
    }

    /// <summary>The path of an access log's request as a server would resolve it; empty when there is none.</summary>
    private ReadOnlySpan<byte> NormalPath(in ProbeEvent probe, Span<byte> stack, out byte[]? rented)
    {
        rented = null;
        ReadOnlySpan<byte> target = _hasPaths && probe.Dialect == ProbeDialect.AccessLog ? probe.RequestTarget : default;
        if (target.IsEmpty)
            return default;
        Span<byte> buffer = target.Length <= stack.Length ? stack : rented = ArrayPool<byte>.Shared.Rent(target.Length);
        int length = RequestPath.Normalize(target, buffer);
        return length > 0 ? buffer[..length] : default;
    }

    private static void Return(byte[]? rented)
    {
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }

    private static void AddOnce(Span<int> tags, ref int count, int tag)
    {
        if (!tags[..count].Contains(tag))
            tags[count++] = tag;
    }
}
