using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Dialects.AccessLog;

/// <summary>
/// The Common and Combined Log Formats, with or without a virtual host in front:
/// <c>[vhost[:port] ]client ident user [dd/Mon/yyyy:hh:mm:ss ±hhmm] "request" status …</c>. What follows the status is the
/// client's text (referer, agent) and is never read. Never throws, never allocates, linear in the line. Thread safe.
/// </summary>
internal static class AccessLogDialect
{
    /// <summary>
    /// The bytes every access log line has at or after its start: <c>]</c>, space, <c>"</c>, with a digit before them.
    /// A line without them is not one, so a scan for these is a sound pre-filter.
    /// </summary>
    internal static ReadOnlySpan<byte> Anchor => "] \""u8;

    /// <summary>Whether <see cref="Parse"/> could answer anything but NotMine. False is certain; true is not.</summary>
    internal static bool CanBeMine(ReadOnlySpan<byte> message) => message.IndexOf(Anchor) > 0;

    /// <summary>Reads one line.</summary>
    /// <param name="frame">The line without its line end.</param>
    /// <param name="start">Where the message begins: 0 without an envelope, else after "app-name: ".</param>
    /// <param name="fields">Written whole, as far as an access log goes, when the verdict is Event; else untouched.</param>
    internal static DialectOutcome Parse(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        // The server escapes quotes in what stands before, so the first anchor is the server's own. A later one is not tried:
        // it would be inside somebody's text.
        int close = frame[start..].IndexOf(Anchor);
        if (close < 0)
            return DialectOutcome.NotMine;
        close += start;

        if (!AccessLogStamp.TryLocate(frame, start, close, out int open)
            || open - 1 <= start
            || frame[open - 1] != ' '
            || !AccessLogHead.TryRead(frame[start..(open - 1)], out AccessLogHead head))
        {
            return DialectOutcome.NotMine;
        }

        if (head.Client.Kind == ClientKind.BadAddress)
            return DialectOutcome.Unparsed(UnparsedReason.BadAddress, start + head.ClientStart);

        int fault = AccessLogStamp.Read(frame, open, close, out long unixSeconds);
        if (fault >= 0)
            return DialectOutcome.Unparsed(UnparsedReason.BadField, fault);

        int requestStart = close + Anchor.Length;
        DialectOutcome outcome = QuotedRequest.FindEnd(frame, requestStart, out int requestEnd, out ushort status);
        if (outcome.Verdict != DialectVerdict.Event)
            return outcome;

        RequestLine request = RequestLine.Read(frame[requestStart..requestEnd]);
        AccessLogClient client = head.Client;

        // Never a destination port, though a virtual host may name one: an access is tagged by its path, not as a packet.
        fields.Present = PresentFields.Time
            | (client.Kind == ClientKind.Address ? PresentFields.Source : 0)
            | (client.HasPort ? PresentFields.SourcePort : 0)
            | (request.MayBeQuic ? 0 : PresentFields.Transport);
        fields.Dialect = ProbeDialect.AccessLog;
        fields.Action = ActionOf(status);
        fields.Direction = TrafficDirection.Inbound;
        fields.Transport = Transport.Tcp;
        fields.SourcePort = client.Port;
        fields.Source = client.Address;
        fields.Count = 1;
        fields.UnixSeconds = unixSeconds;
        fields.Nanoseconds = 0;
        fields.HttpStatus = status;
        fields.RequestTarget = request.Length > 0 ? new ByteRange(requestStart + request.Start, request.Length) : default;
        return DialectOutcome.Event;
    }

    /// <summary>
    /// 401 and 407 want credentials, 403 and 451 refuse, 429 throttles, 444 is nginx hanging up. 404 and the 5xx say that
    /// nothing was there or nothing worked, not that anybody stopped it.
    /// </summary>
    private static ProbeAction ActionOf(ushort status) => status switch
    {
        >= 100 and < 400 => ProbeAction.Allowed,
        401 or 403 or 407 or 429 or 444 or 451 => ProbeAction.Blocked,
        _ => ProbeAction.Other,
    };
}
