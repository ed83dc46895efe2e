using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Dialects.Mail;

/// <summary>
/// What the chkuser patch of qmail-smtpd writes:
/// <c>CHKUSER rejected relaying: from &lt;sender:user:&gt; remote &lt;helo:name:address&gt; rcpt &lt;recipient&gt; : reason</c>.
/// </summary>
internal static class Chkuser
{
    private static ReadOnlySpan<byte> Remote => "> remote <"u8;

    private static ReadOnlySpan<byte> Recipient => "> rcpt <"u8;

    /// <summary>Reads a message that begins with <c>CHKUSER rejected </c>.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, int at, ref EventFields fields)
    {
        int what = at + 17;
        ReadOnlySpan<byte> text = frame[what..];
        if (text.StartsWith("relaying: from <"u8))
            fields.Activity = ProbeActivity.RelayDenied;
        else if (text.StartsWith("rcpt: from <:"u8))
            fields.Activity = ProbeActivity.Backscatter;
        else if (text.StartsWith("sender: from <"u8))
            fields.Activity = ProbeActivity.SenderForged;
        else
            return DialectOutcome.NotMine;

        // Sender and helo are the client's: where there is more than one place for the address, none is believed.
        int remote = text.IndexOf(Remote);
        int recipient = text.IndexOf(Recipient);
        if (remote < 0 || recipient < 0)
            return DialectOutcome.Unparsed(UnparsedReason.Truncated, frame.Length);
        if (recipient < remote || remote != text.LastIndexOf(Remote) || recipient != text.LastIndexOf(Recipient))
            return DialectOutcome.Unparsed(UnparsedReason.BadField, what + remote);
        int start = what + remote + Remote.Length;
        int colon = frame[start..(what + recipient)].LastIndexOf((byte)':');
        if (!AddressToken.TryRead(frame, start + colon + 1, out fields.Source, out int end) || end != what + recipient)
            return DialectOutcome.Unparsed(UnparsedReason.BadAddress, start);
        fields.Present |= PresentFields.Source;
        int reason = text.LastIndexOf(" : "u8);
        if (reason < recipient)
            return DialectOutcome.Unparsed(UnparsedReason.Truncated, frame.Length);
        fields.Message = new ByteRange(what + reason + 3, text.Length - reason - 3);

        // Of senders, those only whose domain is nowhere; of recipients, those only who are not there.
        ReadOnlySpan<byte> why = fields.Message.Of(frame);
        bool isMeant = fields.Activity switch
        {
            ProbeActivity.SenderForged => why.StartsWith("invalid sender MX domain"u8),
            ProbeActivity.Backscatter => why.StartsWith("not existing recipient"u8),
            _ => true,
        };
        return isMeant ? DialectOutcome.Event : DialectOutcome.NotMine;
    }
}
