using System;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Host;

/// <summary>
/// Dovecot's login processes (<c>imap-login: what (why): user=&lt;u&gt;, method=m, rip=a, lip=b</c>) and its authentication
/// (<c>auth: sql(u,a,&lt;session&gt;): unknown user</c>).
/// </summary>
internal static class DovecotLine
{
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int address = Phrase.FindLast(frame, start, " rip="u8);
        DialectOutcome outcome = Login(frame, start, address, ref fields);
        if (outcome.Verdict == DialectVerdict.NotMine)
            outcome = Request(frame, start, ref fields);
        return outcome.Verdict == DialectVerdict.NotMine ? Authentication(frame, start, ref fields) : outcome;
    }

    /// <summary>
    /// Dovecot 2.4: <c>auth(user,a,sasl:mechanism)&lt;session&gt;: [Info: ]module: result</c>. The user is the client's, and stands before the address;
    /// a password may follow the result.
    /// </summary>
    private static DialectOutcome Request(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        if (!Ascii.StartsAt(frame, start, "auth("u8))
            return DialectOutcome.NotMine;
        int close = Phrase.FindOnly(frame, start, ")<"u8, out bool isOnly);
        int result = close < 0 ? -1 : Phrase.Find(frame, close, ">: "u8);
        if (result < 0)
            return DialectOutcome.NotMine;
        result += 3;
        Phrase.Skip(frame, ref result, "Info: "u8);
        int module = Phrase.Find(frame, result, ": "u8);
        if (module < 0 || frame[result..module].Contains((byte)' '))
            return DialectOutcome.NotMine;
        ReadOnlySpan<byte> text = frame[(module + 2)..];
        ProbeActivity activity = text.StartsWith("unknown user"u8) ? ProbeActivity.UnknownUser
            : text.StartsWith("Password mismatch"u8) || text.StartsWith("invalid credentials"u8) ? ProbeActivity.LoginFailed
            : ProbeActivity.None;
        if (activity == ProbeActivity.None)
            return DialectOutcome.NotMine;
        int mechanism = Phrase.FindLast(frame[..close], start, ","u8);
        int address = mechanism < 0 ? -1 : Phrase.FindLast(frame[..mechanism], start, ","u8);
        return isOnly && address >= 0 ? Peer.Refused(frame, address + 1, mechanism, activity, ref fields) : Peer.Refused(activity, ref fields);
    }

    /// <summary>What a client chose stands between <c>user=&lt;</c> and the last <c>rip=</c>.</summary>
    private static DialectOutcome Login(ReadOnlySpan<byte> frame, int start, int rip, ref EventFields fields)
    {
        int user = Phrase.Find(frame, start, ": user=<"u8);
        int method = Phrase.Find(frame, start, ": method="u8);
        int bare = Phrase.Find(frame, start, ": rip="u8);
        int end = user >= 0 ? user : method >= 0 ? method : bare;
        ProbeActivity activity = Of(frame[start..(end < 0 ? frame.Length : end)]);
        if (activity == ProbeActivity.None)
            return DialectOutcome.NotMine;
        if (end < 0 || rip < end)
            return Peer.Cut(frame);
        int address = rip + 5;
        int length = frame[address..].IndexOfAny(" ,"u8);
        return Peer.Refused(frame, address, length < 0 ? frame.Length : address + length, activity, ref fields);
    }

    private static ProbeActivity Of(ReadOnlySpan<byte> head)
    {
        if (head.IndexOf("-login: "u8) < 0 && head.IndexOf("Info: "u8) < 0 && !head.StartsWith("Aborted login"u8) && !head.StartsWith("Disconnected"u8) && !head.StartsWith("Login aborted"u8))
            return ProbeActivity.None;
        if (head.IndexOf(" (auth failed, "u8) >= 0 || head.IndexOf(" (proxy dest auth failed"u8) >= 0 || head.IndexOf(" authentication attempts"u8) >= 0)
            return ProbeActivity.LoginFailed;
        return head.IndexOf(" (no auth attempts"u8) >= 0 || head.IndexOf(" (tried to use dis"u8) >= 0 ? ProbeActivity.PreauthDisconnect : ProbeActivity.None;
    }

    /// <summary><c>module(user,a[,&lt;session&gt;]): result</c>. A password may follow the result: with two such places there is no source.</summary>
    private static DialectOutcome Authentication(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        ProbeActivity activity = ProbeActivity.UnknownUser;
        int end = Phrase.Find(frame, start, "): unknown user"u8);
        if (end < 0)
        {
            activity = ProbeActivity.LoginFailed;
            end = Phrase.Find(frame, start, "): Password mismatch"u8);
        }

        if (end < 0)
            end = Phrase.Find(frame, start, "): invalid credentials"u8);
        if (end < 0)
        {
            end = Phrase.Find(frame, start, "): pam_authenticate() failed: "u8);
            if (end >= 0 && frame[end..].IndexOf("User not known"u8) >= 0)
                activity = ProbeActivity.UnknownUser;
        }

        int open = end < 0 ? -1 : Phrase.Find(frame[..end], start, ": "u8);
        if (open < 0 || frame[open..end].IndexOf((byte)'(') < 0 || !IsAuthentication(frame[start..open]))
            return DialectOutcome.NotMine;
        int last = end;
        int comma = Phrase.FindLast(frame[..last], open, ","u8);
        if (comma >= 0 && (frame[last - 1] == '>' || comma + 1 == last))
        {
            last = comma;
            comma = Phrase.FindLast(frame[..last], open, ","u8);
        }

        return comma >= 0 && Phrase.FindLast(frame, end + 2, "): "u8) < 0
            ? Peer.Refused(frame, comma + 1, last, activity, ref fields)
            : Peer.Refused(activity, ref fields);
    }

    /// <summary>The process that speaks: <c>auth</c>, <c>auth(default)</c>, <c>auth-worker(304)</c>.</summary>
    private static bool IsAuthentication(ReadOnlySpan<byte> head) => head.StartsWith("auth"u8) || head.StartsWith("dovecot: auth"u8) || head.SequenceEqual("Info"u8);
}
