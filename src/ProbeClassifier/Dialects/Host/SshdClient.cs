using System;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Host;

/// <summary>Where sshd's messages name the client: <c>from a port n</c>, at their end or at a fixed place.</summary>
internal static class SshdClient
{
    /// <summary>
    /// At the end: <c>from a [port n] [ssh2]</c>. False when nothing of the kind stands there. The word before the address is empty for
    /// messages that have none.
    /// </summary>
    public static bool TryReadAtEnd(
        ReadOnlySpan<byte> frame,
        LineTail tail,
        ReadOnlySpan<byte> before,
        bool isPortNeeded,
        ProbeActivity activity,
        ref EventFields fields,
        out DialectOutcome outcome)
    {
        outcome = DialectOutcome.NotMine;
        if (!tail.TryTake(frame, "ssh2"u8))
            tail.TryTake(frame, "ssh1"u8);
        LineTail withoutPort = tail;
        bool isPort = tail.TryTake(frame, out int port, out int portEnd) && tail.TryTake(frame, "port"u8);
        if (!isPort)
            tail = withoutPort;
        if ((isPortNeeded && !isPort) || !tail.TryTake(frame, out int start, out int end))
            return false;
        if (!before.IsEmpty && !tail.TryTake(frame, before))
            return false;
        outcome = isPort ? Peer.ReadSourcePort(frame, port, portEnd, ref fields) : DialectOutcome.Event;
        if (outcome.Verdict == DialectVerdict.Event)
            outcome = Peer.Refused(frame, start, end, activity, ref fields);
        return true;
    }

    /// <summary>At a fixed place: <c>a</c> or <c>a port n</c>, then a colon, a space or the end.</summary>
    public static DialectOutcome ReadAt(ReadOnlySpan<byte> frame, int start, ProbeActivity activity, ref EventFields fields)
    {
        int end = Ascii.TokenEnd(frame, start);
        int port = end;
        if (Phrase.Skip(frame, ref port, " port "u8))
        {
            int digits = frame[port..].IndexOfAny(" :"u8);
            DialectOutcome outcome = Peer.ReadSourcePort(frame, port, digits < 0 ? frame.Length : port + digits, ref fields);
            if (outcome.Verdict != DialectVerdict.Event)
                return outcome;
        }

        // "from 192.0.2.1: 11: Bye": the colon is the sentence's.
        if (end > start && end < frame.Length && frame[end - 1] == ':')
            end--;
        return Peer.Refused(frame, start, end, activity, ref fields);
    }

    /// <summary>
    /// The one place of <c> a port n</c> and a tail that begins so. The client may have written such a piece before or behind the true
    /// one: with more than one the event has no source. False when there is none.
    /// </summary>
    public static bool TryReadOnly(ReadOnlySpan<byte> frame, int start, ReadOnlySpan<byte> tail, ProbeActivity activity, ref EventFields fields, out DialectOutcome outcome)
    {
        outcome = DialectOutcome.NotMine;
        int found = -1;
        int next = start;
        while (Phrase.Find(frame, next, " port "u8) is >= 0 and int at)
        {
            next = at + 6;
            int digits = next;
            if (!Ascii.TryReadNumber(frame, ref digits, 65535, out _) || !frame[digits..].StartsWith(tail))
                continue;
            if (found >= 0)
            {
                outcome = Peer.Refused(activity, ref fields);
                return true;
            }

            found = at;
        }

        if (found < 0)
            return false;
        int number = found + 6;
        int numberEnd = number;
        Ascii.TryReadNumber(frame, ref numberEnd, 65535, out _);
        int address = start + frame[start..found].LastIndexOf((byte)' ') + 1;
        outcome = Peer.Refused(frame, address, found, activity, ref fields);
        if (outcome.Verdict == DialectVerdict.Event)
            outcome = Peer.ReadSourcePort(frame, number, numberEnd, ref fields);
        return true;
    }
}
