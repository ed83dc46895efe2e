using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Ids;

/// <summary>Suricata's EVE: a JSON object a line, of which those with the event type "alert" are events. See docs/dialects/suricata.md.</summary>
internal static class EveDialect
{
    /// <summary>Whether a message is an object, perhaps behind the cookie that says so in syslog.</summary>
    public static bool IsAt(ReadOnlySpan<byte> frame, int at) => ObjectAt(frame, at) >= 0;

    /// <summary>Reads a message.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields)
    {
        int at = ObjectAt(frame, start);
        if (at < 0)
            return DialectOutcome.NotMine;
        var json = new JsonText(frame, at);
        EveAlert alert = default;
        bool isWhole = json.TrySkip('{') && TryObject(frame, ref json, EveMembers.None, ref alert) && json.Peek() == 0 && json.IsCut;
        if (!alert.Type.Of(frame).SequenceEqual("alert"u8))
            return DialectOutcome.NotMine;
        if (!isWhole)
            return DialectOutcome.Unparsed(json.IsCut ? UnparsedReason.Truncated : UnparsedReason.BadField, json.At);
        if (alert.Fault != UnparsedReason.None)
            return DialectOutcome.Unparsed(alert.Fault, alert.FaultAt);
        if (!alert.Has(EveMembers.Alert))
            return DialectOutcome.Unparsed(UnparsedReason.BadField, frame.Length);
        if (alert.Has(EveMembers.Stamp))
            envelope.Stamp = alert.Stamp;
        alert.CopyTo(ref fields);
        return DialectOutcome.Event;
    }

    private static int ObjectAt(ReadOnlySpan<byte> frame, int at)
    {
        if (Ascii.StartsAt(frame, at, "@cee:"u8))
            at += 5;
        while (at < frame.Length && frame[at] == ' ')
            at++;
        return at < frame.Length && frame[at] == '{' ? at : -1;
    }

    /// <summary>Reads the members of the object whose bracket was just passed. False where it is no JSON.</summary>
    private static bool TryObject(ReadOnlySpan<byte> frame, ref JsonText json, EveMembers within, ref EveAlert alert)
    {
        bool isFirst = true;
        bool isWhole;
        while (json.TryMember(ref isFirst, out ReadOnlySpan<byte> name, out isWhole))
        {
            EveMembers member = MemberOf(name, within);
            bool isNested = member is EveMembers.Alert or EveMembers.Http;
            if (member == EveMembers.None || !alert.IsFirst(member) || json.Peek() == 'n' || (isNested && json.Peek() != '{'))
            {
                if (isNested && json.Peek() != '{')
                    alert.Fail(UnparsedReason.BadField, json.At);
                if (!json.TrySkipValue())
                    return false;
                continue;
            }

            alert.Add(member);
            if (isNested)
            {
                json.TrySkip('{');
                if (!TryObject(frame, ref json, member, ref alert))
                    return false;
                continue;
            }

            int at = json.At;
            if (EveValue.TryRead(frame, ref json, member, ref alert, out UnparsedReason reason))
                continue;
            if (json.IsCut)
                return false;
            alert.Fail(reason, at);
            if (json.At == at && !json.TrySkipValue())
                return false;
        }

        return isWhole;
    }

    private static EveMembers MemberOf(ReadOnlySpan<byte> name, EveMembers within) => within switch
    {
        EveMembers.None => TopMember(name),
        EveMembers.Alert => AlertMember(name),
        _ => name.SequenceEqual("url"u8) ? EveMembers.Target : EveMembers.None,
    };

    private static EveMembers TopMember(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("timestamp"u8) => EveMembers.Stamp,
        _ when name.SequenceEqual("event_type"u8) => EveMembers.Type,
        _ when name.SequenceEqual("src_ip"u8) => EveMembers.Source,
        _ when name.SequenceEqual("src_port"u8) => EveMembers.SourcePort,
        _ when name.SequenceEqual("dest_ip"u8) => EveMembers.Destination,
        _ when name.SequenceEqual("dest_port"u8) => EveMembers.DestinationPort,
        _ when name.SequenceEqual("proto"u8) => EveMembers.Transport,
        _ when name.SequenceEqual("icmp_type"u8) => EveMembers.IcmpType,
        _ when name.SequenceEqual("icmp_code"u8) => EveMembers.IcmpCode,
        _ when name.SequenceEqual("alert"u8) => EveMembers.Alert,
        _ when name.SequenceEqual("http"u8) => EveMembers.Http,
        _ => EveMembers.None,
    };

    private static EveMembers AlertMember(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("action"u8) => EveMembers.Action,
        _ when name.SequenceEqual("gid"u8) => EveMembers.Generator,
        _ when name.SequenceEqual("signature_id"u8) => EveMembers.Number,
        _ when name.SequenceEqual("rev"u8) => EveMembers.Revision,
        _ when name.SequenceEqual("signature"u8) => EveMembers.Text,
        _ when name.SequenceEqual("category"u8) => EveMembers.Category,
        _ when name.SequenceEqual("severity"u8) => EveMembers.Severity,
        _ => EveMembers.None,
    };
}
