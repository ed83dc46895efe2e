using System;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Host;

/// <summary>
/// vsftpd, in syslog and in its own file: <c>[user] FAIL LOGIN: Client "address"</c>. Names, passwords and commands of clients stand in
/// other lines in the same form, so a line where it stands twice cannot be told apart.
/// </summary>
internal static class VsftpdLine
{
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        if (!Ascii.StartsAt(frame, start, "["u8))
            return DialectOutcome.NotMine;
        int failure = Phrase.Find(frame, start, "] FAIL LOGIN: Client \""u8);
        if (failure < 0)
            return DialectOutcome.NotMine;
        int client = Phrase.FindOnly(frame, start, ": Client \""u8, out bool isOnly);
        if (!isOnly)
            return DialectOutcome.Unparsed(UnparsedReason.BadField, client);
        int address = client + 10;
        int quote = Phrase.Find(frame, address, "\""u8);
        fields.Message = new ByteRange(failure + 2, frame.Length - failure - 2);
        return quote < 0 ? Peer.Cut(frame) : Peer.Refused(frame, address, quote, ProbeActivity.LoginFailed, ref fields);
    }
}
