using System;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Host;

/// <summary>
/// What PAM's modules say in a program's name: <c>[pam_unix(x:auth): ]authentication failure; logname= … ruser=u rhost=h [user=u]</c>.
/// Both users may be the client's choice: with more than one <c>rhost=</c> the event has no source.
/// </summary>
internal static class PamFailure
{
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int at = start;
        if (frame[at..].StartsWith("pam_"u8))
        {
            int space = Ascii.TokenEnd(frame, at);
            if (space == frame.Length || frame[space - 1] != ':')
                return DialectOutcome.NotMine;
            at = space + 1;
        }
        else
        {
            Phrase.Skip(frame, ref at, "(pam_unix) "u8);
        }

        if (!Phrase.Skip(frame, ref at, "authentication failure; "u8))
            return DialectOutcome.NotMine;
        int host = Phrase.FindOnly(frame, at, " rhost="u8, out bool isOnly);
        if (host < 0)
            return Peer.Cut(frame);
        if (!isOnly)
            return Peer.Refused(ProbeActivity.LoginFailed, ref fields);
        int end = Ascii.TokenEnd(frame, host + 7);

        // Empty at a terminal.
        if (end == host + 7)
        {
            fields.Action = ProbeAction.Blocked;
            return Peer.Local(ProbeActivity.LoginFailed, ref fields);
        }

        return Peer.Refused(frame, host + 7, end, ProbeActivity.LoginFailed, ref fields);
    }
}
