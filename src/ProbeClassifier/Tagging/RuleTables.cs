using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tagging;

/// <summary>
/// Rules compiled to tables: what every event of a protocol and port, or of a protocol and ICMP type, is tagged, as tag-set
/// ids. <see cref="Conditional"/> says that it depends on more than that. They speak of events that are not of an access log.
/// </summary>
internal sealed class RuleTables
{
    /// <summary>The rules must be asked.</summary>
    public const ushort Conditional = 0xFFFF;

    private const int PortCount = 65_536;
    private const int OctetCount = 256;

    // Protocols that the same rules admit share a table. Null: no rule admits the protocol, so all is untagged.
    private readonly RuleTable?[] _ports = new RuleTable?[OctetCount];
    private readonly RuleTable _icmp = new(OctetCount);
    private readonly RuleTable _icmp6 = new(OctetCount);
    private readonly RuleTable _bare = new(OctetCount);
    private readonly RuleTable _withoutTransport = new(1);
    private readonly CandidateLists _lists;

    public RuleTables(ProbeRule[] rules, ushort[] tagOfRule, TagSetTable sets, bool hasHome)
    {
        _lists = new CandidateLists(rules.Length);
        var compiler = new CellCompiler(rules, tagOfRule, sets, _lists, hasHome);
        var shared = new Dictionary<string, RuleTable>(StringComparer.Ordinal);
        for (int number = 0; number < OctetCount; number++)
        {
            var transport = (Transport)number;
            int[] admitted = [.. Enumerable.Range(0, rules.Length).Where(i => !rules[i].Compiled.IsOutOfTables && rules[i].Compiled.Admits(transport))];
            Set(_bare, number, compiler.Compile(admitted, r => r.FitBare(transport)));
            if (admitted.Length == 0 && transport is not (Transport.Tcp or Transport.Udp))
                continue;
            string key = string.Join(',', admitted);
            if (!shared.TryGetValue(key, out RuleTable? table))
                shared.Add(key, table = CompilePorts(compiler, rules, admitted, transport));
            _ports[number] = table;
        }

        Tcp = _ports[(byte)Transport.Tcp]!.Ids;
        Udp = _ports[(byte)Transport.Udp]!.Ids;
        Icmp = _icmp.Ids;
        Icmp6 = _icmp6.Ids;
        Set(_withoutTransport, 0, compiler.Compile(_lists[0], r => r.FitBare(null)));
        for (int type = 0; type < OctetCount; type++)
        {
            Set(_icmp, type, compiler.Compile(_lists[0], r => r.FitIcmp(Transport.Icmp, (byte)type)));
            Set(_icmp6, type, compiler.Compile(_lists[0], r => r.FitIcmp(Transport.Icmp6, (byte)type)));
        }

        _lists.Seal();
    }

    /// <summary>65,536 entries, by destination port.</summary>
    public ushort[] Tcp { get; }

    /// <inheritdoc cref="Tcp"/>
    public ushort[] Udp { get; }

    /// <summary>256 entries, by type.</summary>
    public ushort[] Icmp { get; }

    /// <inheritdoc cref="Icmp"/>
    public ushort[] Icmp6 { get; }

    /// <summary>Events that name no protocol, and neither port nor type.</summary>
    public ushort WithoutTransport => _withoutTransport.Ids[0];

    public ushort Port(Transport transport, ushort port) => _ports[(byte)transport] is { } table ? table.Ids[port] : (ushort)0;

    /// <summary>Neither destination port nor ICMP type.</summary>
    public ushort Bare(Transport transport) => _bare.Ids[(byte)transport];

    /// <summary>The rules to ask about an event for which the tables hold <see cref="Conditional"/>.</summary>
    public int[] CandidatesFor(in EventFields fields)
    {
        PresentFields present = fields.Present;
        bool hasPort = (present & PresentFields.DestinationPort) != 0;
        bool hasType = (present & PresentFields.IcmpType) != 0;
        ushort number = fields.Transport switch
        {
            _ when (present & PresentFields.Transport) == 0 => hasPort || hasType ? (ushort)0 : _withoutTransport.ListOf(0),
            var transport when hasPort => _ports[(byte)transport]!.ListOf(fields.DestinationPort),
            Transport.Icmp when hasType => _icmp.ListOf(fields.IcmpType),
            Transport.Icmp6 when hasType => _icmp6.ListOf(fields.IcmpType),
            var transport => _bare.ListOf((byte)transport),
        };
        return _lists[number];
    }

    // Within an interval between two neighbouring bounds of any rule, all ports are alike.
    private static RuleTable CompilePorts(CellCompiler compiler, ProbeRule[] rules, int[] admitted, Transport transport)
    {
        var bounds = new SortedSet<int> { 0, PortCount };
        foreach (int rule in admitted)
        {
            foreach (ValueRange range in rules[rule].Compiled.DestinationPorts.Ranges)
            {
                bounds.Add(range.First);
                bounds.Add(range.Last + 1);
            }
        }

        var table = new RuleTable(PortCount);
        int start = 0;
        foreach (int end in bounds.Skip(1))
        {
            ushort port = (ushort)start;
            (ushort id, ushort list) = compiler.Compile(admitted, r => r.FitPort(transport, port));
            table.Fill(start, end, id, list);
            start = end;
        }

        return table;
    }

    private static void Set(RuleTable table, int index, (ushort Id, ushort List) cell) => table.Fill(index, index + 1, cell.Id, cell.List);
}
