using System;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Ids;

/// <summary>What Snort's portscan preprocessors say: a sentence of their own (spp_portscan), or alerts like any (the later ones).</summary>
internal static class PortscanText
{
    private const uint FirstGenerator = 100;
    private const uint SecondGenerator = 117;
    private const uint ThirdGenerator = 122;

    /// <summary>Whether a message is spp_portscan's own, which has no addresses behind it.</summary>
    public static bool IsReport(ReadOnlySpan<byte> message) =>
        message.StartsWith("spp_portscan: "u8) || message.StartsWith("PORTSCAN DETECTED "u8);

    /// <summary>
    /// Reads <c>PORTSCAN DETECTED [to port n] from address (why)</c>. The reports on a scan that goes on, or has ended, are other text:
    /// the scan is one event, not three.
    /// </summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ByteRange message, ref EventFields fields)
    {
        int i = message.Start;
        if (Ascii.StartsAt(frame, i, "spp_portscan: "u8))
            i += 14;
        if (!Ascii.StartsAt(frame, i, "PORTSCAN DETECTED "u8))
            return DialectOutcome.NotMine;
        i += 18;
        bool hasPort = Ascii.StartsAt(frame, i, "to port "u8);
        uint port = 0;
        if (hasPort)
        {
            i += 8;
            int number = i;
            if (!Ascii.TryReadNumber(frame, ref i, 65535, out port))
                return DialectOutcome.Unparsed(i == frame.Length ? UnparsedReason.Truncated : UnparsedReason.BadPort, number);
            if (i == frame.Length)
                return DialectOutcome.Unparsed(UnparsedReason.Truncated, i);
            i++;
        }

        if (!Ascii.StartsAt(frame, i, "from "u8))
            return DialectOutcome.Unparsed(Ascii.EndsInside(frame, i, "from "u8) ? UnparsedReason.Truncated : UnparsedReason.NoSource, i);
        i += 5;
        int end = Ascii.TokenEnd(frame, i);

        // Something always follows: an address at the end of the line may be half of one.
        if (end == frame.Length)
            return DialectOutcome.Unparsed(UnparsedReason.Truncated, end);
        if (!AddressText.TryParse(frame[i..end], out ulong high, out ulong low))
            return DialectOutcome.Unparsed(UnparsedReason.BadAddress, i);
        fields.Activity = ProbeActivity.Scan;
        fields.Source = new ProbeAddress(high, low);
        fields.Message = message;
        fields.Present |= PresentFields.Source;
        if (hasPort)
        {
            fields.DestinationPort = (ushort)port;
            fields.Present |= PresentFields.DestinationPort;
        }

        return DialectOutcome.Event;
    }

    /// <summary>
    /// Sets what an alert is: a scan where a portscan preprocessor speaks, unless it tells of an open port, which is the answer to one.
    /// A scan's packet is one that Snort made up, so its protocol is the one that the message names.
    /// </summary>
    public static void SetActivity(ReadOnlySpan<byte> message, ref EventFields fields)
    {
        fields.Activity = ProbeActivity.Alert;
        int i = PrefixOf(message);
        bool isGenerator = (fields.Present & PresentFields.Signature) != 0 && fields.Signature.Generator is FirstGenerator or SecondGenerator or ThirdGenerator;
        ReadOnlySpan<byte> what = message[i..];
        if ((i == 0 && !isGenerator) || what.StartsWith("Open Port"u8) || what.StartsWith("open port"u8))
            return;
        fields.Activity = ProbeActivity.Scan;
        if ((fields.Present & PresentFields.Transport) != 0)
            return;
        Transport named = what.StartsWith("TCP "u8) ? Transport.Tcp : what.StartsWith("UDP "u8) ? Transport.Udp : what.StartsWith("ICMP "u8) ? Transport.Icmp : 0;
        if (named == 0)
            return;
        fields.Transport = named;
        fields.Present |= PresentFields.Transport;
    }

    private static int PrefixOf(ReadOnlySpan<byte> message)
    {
        if (message.StartsWith("(portscan) "u8))
            return 11;
        if (message.StartsWith("(port_scan) "u8))
            return 12;
        return message.StartsWith("(spp_portscan2) "u8) ? 16 : 0;
    }
}
