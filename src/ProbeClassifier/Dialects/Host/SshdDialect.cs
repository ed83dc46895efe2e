using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Dialects.Host;

/// <summary>OpenSSH's server and its relatives. A user name may hold anything, so a client is sought from the end; see docs/dialects/host.md.</summary>
internal static class SshdDialect
{
    /// <summary>Reads a message; see docs/dialects.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields)
    {
        int at = SkipSeverity(frame, start);
        fields.Message = new ByteRange(at, frame.Length - at);
        DialectOutcome outcome = SshdLogin.Parse(frame, at, ref fields);
        if (outcome.Verdict == DialectVerdict.NotMine)
            outcome = SshdPreauth.Parse(frame, at, ref fields);
        if (outcome.Verdict == DialectVerdict.NotMine)
            outcome = LibwrapRefusal.Parse(frame, at, ref fields);
        if (outcome.Verdict == DialectVerdict.NotMine)
            outcome = DropbearLine.Parse(frame, at, ref fields);
        return outcome.Verdict == DialectVerdict.NotMine && IsAttack(frame, at)
            ? Peer.Refused(ProbeActivity.ExploitAttempt, ref fields)
            : outcome;
    }

    /// <summary>Solaris puts <c>[ID n facility.severity]</c> in front; the program its own word for the severity.</summary>
    private static int SkipSeverity(ReadOnlySpan<byte> frame, int start)
    {
        int at = start;
        if (frame[at..].StartsWith("[ID "u8))
        {
            int close = Phrase.Find(frame, at, "] "u8);
            at = close < 0 ? at : close + 2;
        }

        if (!Phrase.Skip(frame, ref at, "error: "u8))
            Phrase.Skip(frame, ref at, "fatal: "u8);
        return at;
    }

    /// <summary>The attack on the CRC-32 compensation attack detector of SSH 1, as servers that were not open to it say it.</summary>
    private static bool IsAttack(ReadOnlySpan<byte> frame, int start)
    {
        int at = start;
        Phrase.Skip(frame, ref at, "Disconnecting: "u8);
        Phrase.Skip(frame, ref at, "Local: "u8);
        ReadOnlySpan<byte> text = frame[at..];
        return text.StartsWith("crc32 compensation attack"u8) || text.StartsWith("CRC-32 compensation attack"u8)
            || text.StartsWith("Corrupted check bytes on input"u8) || text.StartsWith("deattack"u8);
    }
}
