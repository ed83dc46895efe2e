using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Host;

/// <summary>scanlogd: <c>a[:port] to b [and others,] ports p, q, ..., flags, TOS t, TTL n @time</c>.</summary>
internal static class ScanlogdDialect
{
    /// <summary>Reads a message; see docs/dialects.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields)
    {
        int end = Ascii.TokenEnd(frame, start);
        int target = end;
        if (!Phrase.Skip(frame, ref target, " to "u8) || Phrase.Find(frame, target, " ports "u8) < 0)
            return DialectOutcome.NotMine;
        ReadOnlySpan<byte> source = frame[start..end];
        int colon = source.Contains((byte)'.') ? source.IndexOf((byte)':') : -1;
        DialectOutcome outcome = colon < 0 ? DialectOutcome.Event : Peer.ReadSourcePort(frame, start + colon + 1, end, ref fields);
        if (outcome.Verdict != DialectVerdict.Event)
            return outcome;
        outcome = Peer.Refused(frame, start, colon < 0 ? end : start + colon, ProbeActivity.Scan, ref fields);
        if (outcome.Verdict != DialectVerdict.Event)
            return outcome;
        if ((fields.Present & PresentFields.Source) == 0)
            return DialectOutcome.Unparsed(UnparsedReason.BadAddress, start);
        if (!AddressToken.TryRead(frame, target, out fields.Destination, out _))
            return DialectOutcome.Unparsed(UnparsedReason.BadAddress, target);
        fields.Present |= PresentFields.Destination;
        fields.Action = ProbeAction.Other;
        return DialectOutcome.Event;
    }
}
