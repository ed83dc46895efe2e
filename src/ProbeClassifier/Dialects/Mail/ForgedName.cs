using System;
using System.Buffers;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Mail;

/// <summary>
/// Lines of sendmail, other than rulesets', about a client whose name and address do not agree: <c>name [address] (may be forged)</c>
/// behind a few known words, or as the <c>relay=</c> that ends a line.
/// </summary>
internal static class ForgedName
{
    /// <summary>What a name of DNS or ident may have here: no mark of an address or a field.</summary>
    private static readonly SearchValues<byte> NameBytes = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.:@"u8);

    /// <summary>What sendmail puts behind such a client's address.</summary>
    public static ReadOnlySpan<byte> Mark => " (may be forged)"u8;

    /// <summary>Reads a message behind its id.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, int at, ref EventFields fields)
    {
        bool isMail = Ascii.StartsAt(frame, at, "from="u8);
        int open;
        if (isMail || Ascii.StartsAt(frame, at, "AUTH failure "u8))
        {
            open = frame.EndsWith(Mark) ? OpenOfLastRelay(frame, at) : -1;
        }
        else
        {
            at = SkipWords(frame, at);
            int name = frame[at..].IndexOfAnyExcept(NameBytes);
            open = name < 0 ? -1 : at + name + (frame[at + name] == ' ' ? 1 : 0);
        }

        if (open < 0)
            return DialectOutcome.NotMine;
        if (ClientBracket.Read(frame, open, ref fields, out int end).Verdict != DialectVerdict.Event || !Ascii.StartsAt(frame, end, Mark))
            return DialectOutcome.NotMine;
        fields.Activity = ProbeActivity.SenderForged;
        fields.Message = new ByteRange(end + 2, Mark.Length - 3);
        fields.Action = isMail ? ProbeAction.Allowed : ProbeAction.Other;
        return DialectOutcome.Event;
    }

    /// <summary>
    /// The bracket of a <c>, relay=name [address]</c> before the mark at the end: what a client wrote comes before that, so going back
    /// from the end no byte of it is read. -1 when there is none.
    /// </summary>
    private static int OpenOfLastRelay(ReadOnlySpan<byte> frame, int at)
    {
        ReadOnlySpan<byte> text = frame[at..^Mark.Length];
        int open = text.LastIndexOf((byte)'[');
        if (open < 0)
            return -1;
        int relay = text[..open].LastIndexOf(", relay="u8);
        if (relay < 0)
            return -1;
        ReadOnlySpan<byte> name = text[(relay + 8)..open];
        int space = name.IndexOf((byte)' ');
        return space < 0 || space == name.Length - 1 ? at + open : -1;
    }

    private static int SkipWords(ReadOnlySpan<byte> frame, int at)
    {
        if (Ascii.StartsAt(frame, at, "connect from "u8))
            return at + 13;
        if (Ascii.StartsAt(frame, at, "lost input channel from "u8))
            return at + 24;
        if (Ascii.StartsAt(frame, at, "rejecting commands from "u8))
            return at + 24;
        if (Ascii.StartsAt(frame, at, "timeout waiting for input from "u8))
            return at + 31;
        return Ascii.StartsAt(frame, at, "STARTTLS=server, relay="u8) ? at + 23 : at;
    }
}
