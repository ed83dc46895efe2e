using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Runtime.CompilerServices;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tagging;

/// <summary>
/// Compiled rules: immutable, safe to share between threads; classifying allocates nothing. An event gets the tags of every
/// rule that it meets, in the order of the rules, each once; the first decides its section.
/// </summary>
public sealed class RuleSet
{
    /// <summary>The name of <see cref="Default"/>.</summary>
    public const string DefaultName = "jpcert-2000-q2";

    /// <summary>The name of <see cref="Extended"/>.</summary>
    public const string ExtendedName = "extended";

    /// <summary>What the tables hold where the rules must be asked; never the id of a tag set.</summary>
    internal const ushort Conditional = RuleTables.Conditional;

    private readonly RuleTables _tables;
    private readonly TagSetTable _sets;
    private readonly RuleEvaluator _evaluator;
    private readonly PacketScreen? _screen;
    private readonly bool _asksAll;

    /// <summary>Found when asked for: hashing loads the system's cryptographic library, which takes longer than a small report.</summary>
    private readonly Lazy<ulong> _hash;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    internal RuleSet(RuleSetContent content)
        : this(content, HomeNetworks.None)
    {
    }

    private RuleSet(RuleSetContent content, HomeNetworks home)
    {
        Name = content.Name;
        Rules = [.. content.Rules];
        References = [.. content.References];
        Content = content;
        var tags = new TagOrder(Rules);
        Tags = tags.Tags;
        for (int i = 0; i < Tags.Count; i++)
            _numbers.Add(Tags[i].Id, i);
        _sets = new TagSetTable(Tags);
        ProbeRule[] rules = [.. Rules];
        _tables = new RuleTables(rules, tags.TagOfRule, _sets, !home.IsEmpty);
        _evaluator = new RuleEvaluator(rules, tags.TagOfRule, Tags.Count, _sets, home);
        _screen = PacketScreen.For(rules.Select(r => r.Compiled), home);
        _asksAll = _screen is { LooksAtAll: true };
        _hash = new Lazy<ulong>(() => RuleSetHash.Compute(Rules, home));
    }

    /// <summary>The list of the JPCERT/CC activity report of April–June 2000. One instance.</summary>
    public static RuleSet Default => BuiltInRuleSets.Default;

    /// <summary>The default set and what its source could not know: later web worms. One instance.</summary>
    public static RuleSet Extended => BuiltInRuleSets.Extended;

    /// <summary>Its name, <c>jpcert-2000-q2</c> for the default.</summary>
    public string Name { get; }

    /// <summary>Every tag that a rule gives: by section, those of the remainder last, and in a section in the order of the rules.</summary>
    public IReadOnlyList<ProbeTag> Tags { get; }

    /// <summary>The rules in the order in which they are asked.</summary>
    public IReadOnlyList<ProbeRule> Rules { get; }

    /// <summary>The list of references that tags and sections cite, in the order of the source.</summary>
    public IReadOnlyList<RuleReference> References { get; }

    /// <summary>
    /// A hash of all that decides what an event is tagged and to which section it belongs: equal for equal rules, whatever
    /// the machine and the version. Titles and references are not in it.
    /// </summary>
    public ulong Hash => _hash.Value;

    /// <summary>How many tag sets there are by now; grows while events come that meet rules in new combinations.</summary>
    internal int TagSetCount => _sets.Count;

    /// <summary>65,536 tag-set ids by destination port of a TCP event that is not an access log's; see <see cref="Conditional"/>.</summary>
    internal ReadOnlySpan<ushort> TcpTable => _tables.Tcp;

    /// <inheritdoc cref="TcpTable"/>
    internal ReadOnlySpan<ushort> UdpTable => _tables.Udp;

    internal RuleSetContent Content { get; }

    /// <summary>Reads a rule file. The format is in docs/rules.md.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="RuleSetException">The file has errors: all of them are listed.</exception>
    public static RuleSet Parse(ReadOnlySpan<byte> utf8, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new RuleSet(RuleFile.Read(utf8, name));
    }

    /// <summary>Reads a rule file. The format is in docs/rules.md.</summary>
    /// <param name="path">Where it is; errors call it so.</param>
    /// <exception cref="RuleSetException">The file has errors: all of them are listed.</exception>
    /// <exception cref="System.IO.IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static RuleSet Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new RuleSet(RuleFile.Load(path));
    }

    /// <summary>
    /// The tags of an event, as the id of a tag set in this rule set: 0 for none, at most 65,534; look it up with
    /// <see cref="GetTagSet"/>. Ids are this process's own: write tag ids, not these, where they must last.
    /// </summary>
    /// <param name="probe">The event.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ushort Classify(in ProbeEvent probe)
    {
        ref readonly EventFields fields = ref probe.Fields;
        if ((fields.Present & (PresentFields.Evidence | PresentFields.Odd)) != 0 | _asksAll)
            return ClassifyUnusual(in probe);
        return ClassifyByTables(in probe);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ushort ClassifyByTables(in ProbeEvent probe)
    {
        // An access log gives no destination port, so an event that has one is of another dialect.
        const PresentFields HasPort = PresentFields.Transport | PresentFields.DestinationPort;
        ref readonly EventFields fields = ref probe.Fields;
        ushort id = (fields.Present & HasPort) == HasPort
            ? ClassifyPort(fields.Transport, fields.DestinationPort)
            : ClassifyWithoutPort(in probe);
        return id != Conditional ? id : _evaluator.Classify(in probe, _tables.CandidatesFor(in fields));
    }

    /// <summary>
    /// The same rules for who has these networks: conditions on home hold only then, as an event's address is inside of them or
    /// not. Rollups merge only when they have the same home.
    /// </summary>
    /// <param name="networks">One's own networks, IPv4 and IPv6; none for no home.</param>
    public RuleSet WithHome(IEnumerable<IPNetwork> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        return new RuleSet(Content, new HomeNetworks(networks));
    }

    /// <summary>A tag set by its id. The same instance each time.</summary>
    /// <param name="id">What <see cref="Classify"/> gave.</param>
    /// <exception cref="ArgumentOutOfRangeException">No tag set has this id.</exception>
    public TagSet GetTagSet(ushort id)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, _sets.Count);
        return _sets[id];
    }

    /// <summary>
    /// The rules that an event meets, in order: the first one's tag decides the section. Asks every rule and allocates: to
    /// explain a line, not to count many.
    /// </summary>
    /// <param name="probe">The event.</param>
    public IReadOnlyList<ProbeRule> FindRules(in ProbeEvent probe) => _evaluator.Find(in probe);

    /// <summary>
    /// The references that the source gives for a section as a whole, as ids of <see cref="References"/>, in its order; empty
    /// where it gives none.
    /// </summary>
    /// <param name="section">The section.</param>
    public IReadOnlyList<string> GetSectionReferences(ReportSection section) => Content.ReferencesOf(section);

    /// <summary>The reference with an id; null without one.</summary>
    /// <param name="id">As a tag cites it: <c>[7]</c>.</param>
    public RuleReference? FindReference(string id)
    {
        foreach (RuleReference reference in References)
        {
            if (string.Equals(reference.Id, id, StringComparison.Ordinal))
                return reference;
        }

        return null;
    }

    /// <summary>A builder that holds what this rule set holds; rules added to it are asked after these.</summary>
    public RuleSetBuilder ToBuilder() => new(Content);

    /// <summary>An event that is not an access log's, by protocol and destination port: a tag-set id or <see cref="Conditional"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ushort ClassifyPort(Transport transport, ushort destinationPort) => transport switch
    {
        Transport.Tcp => _tables.Tcp[destinationPort],
        Transport.Udp => _tables.Udp[destinationPort],
        _ => _tables.Port(transport, destinationPort),
    };

    /// <summary>
    /// An event that is not an access log's, by ICMP type, for <see cref="Transport.Icmp"/> and <see cref="Transport.Icmp6"/>: a
    /// tag-set id or <see cref="Conditional"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ushort ClassifyIcmp(Transport transport, byte type) => transport switch
    {
        Transport.Icmp => _tables.Icmp[type],
        Transport.Icmp6 => _tables.Icmp6[type],
        _ => _tables.Bare(transport),
    };

    /// <summary>The place of a tag in <see cref="Tags"/>, from 0; -1 without one.</summary>
    internal int FindTag(string id) => _numbers.TryGetValue(id, out int number) ? number : -1;

    /// <summary>What a program says; and packets that a rule outside of the tables may match, or that are at home.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ushort ClassifyUnusual(in ProbeEvent probe)
    {
        if ((probe.Fields.Present & PresentFields.Evidence) != 0)
            return _evaluator.ClassifyEvidence(in probe);
        if (_screen == null || !_screen.Holds(in probe))
            return ClassifyByTables(in probe);
        if (probe.Dialect == ProbeDialect.AccessLog)
            return _evaluator.ClassifyAccess(in probe);

        // A mark says that a packet may meet such a rule. Few do, and there are few such rules.
        return _evaluator.MeetsScreened(in probe) ? _evaluator.ClassifyScreened(in probe) : ClassifyByTables(in probe);
    }

    private ushort ClassifyWithoutPort(in ProbeEvent probe)
    {
        ref readonly EventFields fields = ref probe.Fields;
        if (fields.Dialect == ProbeDialect.AccessLog)
            return _evaluator.ClassifyAccess(in probe);
        PresentFields present = fields.Present;
        if ((present & PresentFields.Transport) == 0)
            return (present & (PresentFields.DestinationPort | PresentFields.IcmpType)) == 0 ? _tables.WithoutTransport : Conditional;
        return (present & PresentFields.IcmpType) != 0
            ? ClassifyIcmp(fields.Transport, fields.IcmpType)
            : _tables.Bare(fields.Transport);
    }
}
