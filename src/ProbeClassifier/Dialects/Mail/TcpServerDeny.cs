using System;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Mail;

/// <summary>
/// tcpserver turning a client away: <c>deny pid host:address:port name:address:info:port</c>, the server's end and the client's. It lets
/// no colon or space into any of them.
/// </summary>
internal static class TcpServerDeny
{
    /// <summary>Reads a message that begins with <c>deny </c>.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, int at, ref EventFields fields)
    {
        int i = at + 5;
        if (!Ascii.TryReadNumber(frame, ref i, uint.MaxValue, out _) || !Ascii.StartsAt(frame, i, " "u8))
            return DialectOutcome.NotMine;
        int local = i + 1;
        int remote = Math.Min(Ascii.TokenEnd(frame, local) + 1, frame.Length);
        int end = Ascii.TokenEnd(frame, remote);
        UnparsedReason broken = end == frame.Length ? UnparsedReason.Truncated : UnparsedReason.BadAddress;
        if (remote == frame.Length || !TryRead(frame[local..(remote - 1)], hasInfo: false, out uint server, out ushort serverPort))
            return DialectOutcome.Unparsed(broken, local);
        if (!TryRead(frame[remote..end], hasInfo: true, out uint client, out ushort clientPort))
            return DialectOutcome.Unparsed(broken, remote);
        fields.Source = ProbeAddress.FromIPv4(client);
        fields.SourcePort = clientPort;
        fields.Destination = ProbeAddress.FromIPv4(server);
        fields.DestinationPort = serverPort;
        fields.Transport = Transport.Tcp;
        fields.Present |= PresentFields.Source | PresentFields.SourcePort | PresentFields.Destination | PresentFields.DestinationPort | PresentFields.Transport;
        fields.Activity = ProbeActivity.Refused;
        fields.Message = new ByteRange(at, end - at);
        return DialectOutcome.Event;
    }

    private static bool TryRead(ReadOnlySpan<byte> text, bool hasInfo, out uint address, out ushort port)
    {
        address = 0;
        port = 0;
        int name = text.IndexOf((byte)':');
        if (name < 0)
            return false;
        text = text[(name + 1)..];
        int digits = text.LastIndexOf((byte)':');
        int i = digits + 1;
        if (digits < 0 || !Ascii.TryReadNumber(text, ref i, 65535, out uint number) || i != text.Length)
            return false;
        port = (ushort)number;
        text = text[..digits];
        if (hasInfo)
        {
            int info = text.LastIndexOf((byte)':');
            if (info < 0)
                return false;
            text = text[..info];
        }

        return AddressText.TryParseIPv4(text, out address);
    }
}
