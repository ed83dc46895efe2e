using System;
using System.Buffers;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Ids;

/// <summary>Protocols as Snort and Suricata name them: IANA's keywords in any case, <c>PROTO:nnn</c>, or digits alone.</summary>
internal static class AlertProtocol
{
    /// <summary>Snort's number for packets of its own making, which stand for a scan and are of no protocol.</summary>
    private const uint Pseudo = 255;

    /// <summary>No name in IANA's registry that either writes is longer.</summary>
    private const int MaxName = 32;

    private static readonly SearchValues<byte> NotInNames = SearchValues.Create(" {}[]\""u8);

    /// <summary>
    /// Reads a name. A name that is not known here is none of the protocols that have ports or types: the event then has no transport.
    /// False for what cannot be a name.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> name, ref EventFields fields)
    {
        if (name.Length is 0 or > MaxName || name.ContainsAny(NotInNames))
            return false;
        ReadOnlySpan<byte> digits = name.StartsWith("PROTO:"u8) ? name[6..] : name;
        if (digits.Length != name.Length || Ascii.IsDigit(name[0]))
        {
            int at = 0;
            if (!Ascii.TryReadNumber(digits, ref at, 255, out uint number) || at != digits.Length)
                return false;
            if (number != Pseudo)
                Set((Transport)number, ref fields);
            return true;
        }

        if (ByName(name) is var known and not 0)
            Set(known, ref fields);
        return true;
    }

    private static void Set(Transport transport, ref EventFields fields)
    {
        fields.Transport = transport;
        fields.Present |= PresentFields.Transport;
    }

    private static Transport ByName(ReadOnlySpan<byte> name)
    {
        Span<byte> upper = stackalloc byte[MaxName];
        System.Text.Ascii.ToUpper(name, upper, out int length);
        upper = upper[..length];
        if (Netfilter.ProtocolNames.TryParse(upper, out Transport transport))
            return transport;
        return upper switch
        {
            _ when upper.SequenceEqual("IPV6-ICMP"u8) || upper.SequenceEqual("ICMP6"u8) => Transport.Icmp6,
            _ when upper.SequenceEqual("IPV6"u8) => Transport.Ipv6,
            _ => 0,
        };
    }
}
