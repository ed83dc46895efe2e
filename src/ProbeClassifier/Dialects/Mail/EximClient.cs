using System;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Mail;

/// <summary>
/// What Exim writes behind <c>H=</c>: <c>[address]</c>, <c>name [address]</c>, <c>(helo) [address]</c> or <c>name (helo) [address]</c>.
/// The helo is the client's word.
/// </summary>
internal static class EximClient
{
    /// <summary>Reads the client, and its port if it is there, and moves past it.</summary>
    /// <param name="frame">The line.</param>
    /// <param name="at">Behind <c>H=</c>.</param>
    /// <param name="fields">Gets the source.</param>
    public static DialectOutcome Read(ReadOnlySpan<byte> frame, ref int at, ref EventFields fields)
    {
        if (!Ascii.StartsAt(frame, at, "["u8) && !Ascii.StartsAt(frame, at, "("u8))
            at = Math.Min(Ascii.TokenEnd(frame, at) + 1, frame.Length);
        int helo = -1;
        if (Ascii.StartsAt(frame, at, "("u8))
        {
            helo = at;
            int end = Ascii.TokenEnd(frame, at);
            if (end == frame.Length)
                return DialectOutcome.Unparsed(UnparsedReason.Truncated, end);
            if (frame[end - 1] != ')')
                return DialectOutcome.Unparsed(UnparsedReason.BadField, helo);
            at = end + 1;
        }

        DialectOutcome client = ClientBracket.Read(frame, at, ref fields, out at);
        if (client.Verdict != DialectVerdict.Event)
            return client;

        // A server may be told to accept any helo. Should there be another place that the true address may stand at, then neither is
        // believed.
        if (helo >= 0 && frame[at..].IndexOf(") ["u8) >= 0)
            return DialectOutcome.Unparsed(UnparsedReason.BadField, helo);
        ClientBracket.ReadPort(frame, ref at, ref fields);
        return DialectOutcome.Event;
    }
}
