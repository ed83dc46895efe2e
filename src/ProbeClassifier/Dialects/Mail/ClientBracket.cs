using System;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Mail;

/// <summary>The client as mail servers print it: <c>[192.0.2.1]</c>, <c>[IPv6:2001:db8::1]</c>, <c>[unknown]</c>, perhaps with <c>:port</c>.</summary>
internal static class ClientBracket
{
    /// <summary>No address with its mark and zone is longer: a bracket that does not close within this is none.</summary>
    private const int MaxText = 72;

    /// <summary>Reads what is in the bracket that must open at a place. Nothing is set unless it is whole.</summary>
    /// <param name="frame">The line.</param>
    /// <param name="open">Where the <c>[</c> must be.</param>
    /// <param name="fields">Gets the source; none when the server did not know it.</param>
    /// <param name="end">The byte behind the <c>]</c>.</param>
    public static DialectOutcome Read(ReadOnlySpan<byte> frame, int open, ref EventFields fields, out int end)
    {
        end = open;
        if (open >= frame.Length)
            return DialectOutcome.Unparsed(UnparsedReason.Truncated, frame.Length);
        if (frame[open] != '[')
            return DialectOutcome.Unparsed(UnparsedReason.BadAddress, open);
        ReadOnlySpan<byte> text = frame[(open + 1)..];
        int length = text[..Math.Min(text.Length, MaxText)].IndexOf((byte)']');
        if (length < 0)
        {
            return text.Length < MaxText
                ? DialectOutcome.Unparsed(UnparsedReason.Truncated, frame.Length)
                : DialectOutcome.Unparsed(UnparsedReason.BadAddress, open + 1);
        }

        text = text[..length];
        end = open + length + 2;
        if (text.SequenceEqual("unknown"u8))
            return DialectOutcome.Event;
        if (text.StartsWith("IPv6:"u8))
            text = text[5..];
        int zone = text.IndexOf((byte)'%');
        if (zone > 0)
            text = text[..zone];
        if (!AddressText.TryParse(text, out ulong high, out ulong low))
            return DialectOutcome.Unparsed(UnparsedReason.BadAddress, open + 1);
        fields.Source = new ProbeAddress(high, low);
        fields.Present |= PresentFields.Source;
        return DialectOutcome.Event;
    }

    /// <summary>Reads <c>:port</c> if it stands here, and moves past it.</summary>
    /// <param name="frame">The line.</param>
    /// <param name="at">Behind the bracket.</param>
    /// <param name="fields">Gets the source port.</param>
    public static void ReadPort(ReadOnlySpan<byte> frame, ref int at, ref EventFields fields)
    {
        int i = at + 1;
        if (!Ascii.StartsAt(frame, at, ":"u8) || !Ascii.TryReadNumber(frame, ref i, 65535, out uint port))
            return;
        fields.SourcePort = (ushort)port;
        fields.Present |= PresentFields.SourcePort;
        at = i;
    }
}
