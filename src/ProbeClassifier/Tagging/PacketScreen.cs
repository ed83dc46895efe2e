using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using ProbeClassifier.Dialects.Netfilter;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tagging;

/// <summary>
/// Finds the few packets that a rule outside of the tables may match, by quick looks that every packet pays for: then all rules
/// are asked. Which of the looks are needed depends on the rules.
/// </summary>
internal sealed class PacketScreen
{
    private readonly bool _sameAddress;
    private readonly bool _controlBits;
    private readonly HomeNetworks? _home;

    private PacketScreen(IReadOnlyList<CompiledRule> screened, HomeNetworks home)
    {
        _sameAddress = screened.Any(r => r.SameAddress);
        _controlBits = screened.Any(r => r.ControlBits.Length > 0);
        _home = screened.Any(r => r.SourceIsHome is not null) && !home.IsEmpty ? home : null;
        AsksAll = screened.Any(r => r.SourceIsHome == false || r.ControlBits.Any(b => !IsOdd(b)));
    }

    /// <summary>Some rule's packets are not rare: every packet must ask the rules.</summary>
    private bool AsksAll { get; }

    /// <summary>The screen for these rules; null when they need none.</summary>
    public static PacketScreen? For(IEnumerable<CompiledRule> rules, HomeNetworks home)
    {
        List<CompiledRule> screened = [.. rules.Where(r => r.IsScreened && !r.NeedsEvidence && !(r.SourceIsHome is not null && home.IsEmpty))];
        return screened.Count > 0 ? new PacketScreen(screened, home) : null;
    }

    /// <summary>Whether the rules must be asked about a packet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Holds(in ProbeEvent probe)
    {
        ref readonly EventFields fields = ref probe.Fields;
        return (_sameAddress && fields.Source.Low == fields.Destination.Low)
            || (_controlBits && fields is { Transport: Transport.Tcp, Dialect: ProbeDialect.Netfilter } && ControlBits.MayBeOdd(probe.Frame))
            || AsksAll
            || (_home != null && _home.Contains(fields.Source));
    }

    /// <summary>Whether <see cref="ControlBits.MayBeOdd"/> finds lines with these.</summary>
    private static bool IsOdd(TcpControlBits bits) => bits == TcpControlBits.None || (bits & TcpControlBits.Fin) != 0;
}
