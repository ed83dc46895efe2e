using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Dialects.Netfilter;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tagging;

/// <summary>
/// Says whether a packet may match a rule outside of the tables: then all rules are asked. Most such packets bear a mark
/// (<see cref="PresentFields.Odd"/>); which others must be looked at depends on the rules.
/// </summary>
internal sealed class PacketScreen
{
    private readonly bool _asksAll;
    private readonly HomeNetworks? _home;

    private PacketScreen(IReadOnlyList<CompiledRule> screened, HomeNetworks home)
    {
        _home = screened.Any(r => r.SourceIsHome is not null) && !home.IsEmpty ? home : null;
        _asksAll = screened.Any(r => r.SourceIsHome == false || r.ControlBits.Any(b => !ControlBits.IsOdd(b)));
    }

    /// <summary>Packets without the mark must be looked at too.</summary>
    public bool LooksAtAll => _asksAll || _home != null;

    /// <summary>The screen for these rules; null when they need none.</summary>
    public static PacketScreen? For(IEnumerable<CompiledRule> rules, HomeNetworks home)
    {
        List<CompiledRule> screened = [.. rules.Where(r => r.IsScreened && !r.NeedsEvidence && !(r.SourceIsHome is not null && home.IsEmpty))];
        return screened.Count > 0 ? new PacketScreen(screened, home) : null;
    }

    /// <summary>Whether the rules must be asked about a packet.</summary>
    public bool Holds(in ProbeEvent probe) =>
        (probe.Fields.Present & PresentFields.Odd) != 0 || _asksAll || (_home != null && _home.Contains(probe.Fields.Source));
}
