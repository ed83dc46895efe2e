using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Dialects.Host;

/// <summary>Clients that sshd saw go, or sent away, before they had logged in.</summary>
internal static class SshdPreauth
{
    private const ProbeActivity Gone = ProbeActivity.PreauthDisconnect;

    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int at = start;
        if (Phrase.Skip(frame, ref at, "Did not receive identification string from "u8) || Phrase.Skip(frame, ref at, "Unable to negotiate with "u8)
            || Phrase.Skip(frame, ref at, "banner exchange: Connection from "u8) || Phrase.Skip(frame, ref at, "Timeout before authentication for connection from "u8)
            || Phrase.Skip(frame, ref at, "Timeout before authentication for "u8))
        {
            return SshdClient.ReadAt(frame, at, Gone, ref fields);
        }

        if (Phrase.Skip(frame, ref at, "Bad protocol version identification '"u8))
        {
            return SshdClient.TryReadAtEnd(frame, new LineTail(at, SshdLogin.WithoutPreauth(frame)), "from"u8, isPortNeeded: false, Gone, ref fields, out DialectOutcome bad)
                ? bad
                : Peer.Cut(frame);
        }

        if (Phrase.Skip(frame, ref at, "kex_exchange_identification: "u8))
        {
            // What a client sent instead is said again, with its address, by "banner exchange".
            ReadOnlySpan<byte> text = frame[at..];
            return text.StartsWith("Connection closed"u8) || text.StartsWith("Connection reset"u8) || text.StartsWith("read: Connection reset"u8)
                ? Peer.Refused(Gone, ref fields)
                : DialectOutcome.NotMine;
        }

        int end = SshdLogin.WithoutPreauth(frame);
        return end < frame.Length ? Marked(frame, start, end, ref fields) : DialectOutcome.NotMine;
    }

    /// <summary>Messages that are of interest only with <c>[preauth]</c> behind them; <paramref name="end"/> is before it.</summary>
    private static DialectOutcome Marked(ReadOnlySpan<byte> frame, int start, int end, ref EventFields fields)
    {
        int at = start;
        if (Phrase.Skip(frame, ref at, "Received disconnect from "u8))
            return SshdClient.ReadAt(frame, at, Gone, ref fields);
        if (Phrase.Skip(frame, ref at, "ssh_dispatch_run_fatal: Connection from "u8))
        {
            // Once a user is named, any text of the client's may stand before the address.
            ReadOnlySpan<byte> client = frame[at..];
            if (!client.StartsWith("authenticating user "u8) && !client.StartsWith("invalid user "u8) && !client.StartsWith("user "u8))
                return SshdClient.ReadAt(frame, at, Gone, ref fields);
            return Only(frame[..end], at, ref fields);
        }

        if (Phrase.Skip(frame, ref at, "Connection closed by "u8) || Phrase.Skip(frame, ref at, "Connection reset by "u8) || Phrase.Skip(frame, ref at, "Disconnected from "u8))
        {
            return SshdClient.TryReadAtEnd(frame, new LineTail(at, end), default, isPortNeeded: false, Gone, ref fields, out DialectOutcome outcome)
                ? outcome
                : DialectOutcome.Unparsed(UnparsedReason.NoSource, at);
        }

        ReadOnlySpan<byte> text = frame[start..];
        if (text.StartsWith("Disconnecting invalid user "u8) || text.StartsWith("Disconnecting authenticating user "u8))
        {
            return Only(frame[..end], start, ref fields);
        }

        if (text.StartsWith("Bad packet length "u8) || text.StartsWith("Corrupted MAC on input"u8) || text.StartsWith("Disconnecting: bad client public DH value"u8))
            return Peer.Refused(ProbeActivity.Malformed, ref fields);
        return text.StartsWith("Disconnecting: Too many authentication failures"u8) || text.StartsWith("Read from socket failed: "u8)
            || text.StartsWith("Unable to negotiate a key exchange method"u8) || text.StartsWith("no matching "u8)
            ? Peer.Refused(Gone, ref fields)
            : DialectOutcome.NotMine;
    }

    /// <summary>The client behind a user's name, where a colon follows; without a source where more than one could be it.</summary>
    private static DialectOutcome Only(ReadOnlySpan<byte> frame, int start, ref EventFields fields) =>
        SshdClient.TryReadOnly(frame, start, ":"u8, Gone, ref fields, out DialectOutcome outcome) ? outcome : Peer.Refused(Gone, ref fields);
}
