using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Host;

/// <summary>Sun RPC services, rpc.statd above all.</summary>
internal static class RpcDialect
{
    /// <summary>A host's name is no longer (RFC 1035).</summary>
    private const int LongestName = 255;

    /// <summary>Reads a message; see docs/dialects.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields)
    {
        int at = start;
        if (Phrase.Skip(frame, ref at, "gethostbyname error for "u8))
            return IsNoName(frame[at..]) ? Peer.Refused(ProbeActivity.ExploitAttempt, ref fields) : DialectOutcome.NotMine;
        if (Phrase.Skip(frame, ref at, "Received erroneous SM_UNMON request from "u8))
            return Peer.Refused(frame, at, Ascii.TokenEnd(frame, at), ProbeActivity.ExploitAttempt, ref fields);
        if (Phrase.Skip(frame, ref at, "connect from "u8))
            return Portmapper(frame, at, ref fields);
        if (Phrase.Skip(frame, ref at, "refused connect from "u8))
            return Refusal(frame, start, at, ref fields);
        if (Phrase.Skip(frame, ref at, "refused mount request from "u8) || Phrase.Skip(frame, ref at, "refused unmount request from "u8))
            return Peer.Refused(frame, at, Ascii.TokenEnd(frame, at), ProbeActivity.Refused, ref fields);
        if (Phrase.Skip(frame, ref at, "Unauthorized access by NFS client "u8))
        {
            int end = Ascii.TokenEnd(frame, at);
            return Peer.Refused(frame, at, end > at && frame[end - 1] == '.' ? end - 1 : end, ProbeActivity.Refused, ref fields);
        }

        return IsAttack(frame[start..]) ? Peer.Refused(ProbeActivity.ExploitAttempt, ref fields) : DialectOutcome.NotMine;
    }

    /// <summary>What statd, ttdbserverd and amd say when a known attack on them has come in; none names the client.</summary>
    private static bool IsAttack(ReadOnlySpan<byte> text) =>
        text.StartsWith("SM_MON request for hostname containing '/'"u8) || text.StartsWith("attempt to create \""u8)
        || text.StartsWith("_Tt_file_system::findBestMountPoint -- "u8)
        || (text.StartsWith("amq requested mount of "u8) && IsNoName(text[23..]));

    /// <summary>
    /// Whether statd was asked for something that is no host's name: the format string attack of mid-2000 has percent signs, and bytes
    /// of machine code, which syslogd may have turned into <c>^X</c> or <c>\220</c>.
    /// </summary>
    private static bool IsNoName(ReadOnlySpan<byte> name) =>
        name.IndexOfAny("%^\\"u8) >= 0 || name.IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0 || name.Length > LongestName;

    /// <summary><c>a to procedure(program): reason</c>; without a reason the call was let through.</summary>
    private static DialectOutcome Portmapper(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int end = Ascii.TokenEnd(frame, start);
        int reason = Phrase.Find(frame, end, "): request "u8);
        if (reason < 0 || !frame[end..].StartsWith(" to "u8))
            return DialectOutcome.NotMine;
        ReadOnlySpan<byte> text = frame[(reason + 3)..];
        return text.StartsWith("request from unauthorized host"u8) || text.StartsWith("request not forwarded"u8) || text.StartsWith("request from unprivileged port"u8)
            ? Peer.Refused(frame, start, end, ProbeActivity.Refused, ref fields)
            : DialectOutcome.NotMine;
    }

    /// <summary>ypserv's <c>a:port to procedure name</c>, else TCP wrappers' own words.</summary>
    private static DialectOutcome Refusal(ReadOnlySpan<byte> frame, int start, int at, ref EventFields fields)
    {
        int end = Ascii.TokenEnd(frame, at);
        if (!frame[end..].StartsWith(" to procedure "u8))
            return LibwrapRefusal.Parse(frame, start, ref fields);
        int colon = Phrase.FindLast(frame[..end], at, ":"u8);
        if (colon < 0)
            return Peer.Refused(frame, at, end, ProbeActivity.Refused, ref fields);
        DialectOutcome outcome = Peer.ReadSourcePort(frame, colon + 1, end, ref fields);
        return outcome.Verdict == DialectVerdict.Event ? Peer.Refused(frame, at, colon, ProbeActivity.Refused, ref fields) : outcome;
    }
}
