using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Ids;

/// <summary>The values of EVE's members.</summary>
internal static class EveValue
{
    /// <summary>
    /// Reads a member's value. False, and why, when it is not what the member wants; reading then stands before the value or behind it.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, ref JsonText json, EveMembers member, ref EveAlert alert, out UnparsedReason reason)
    {
        switch (member)
        {
            case EveMembers.SourcePort:
                reason = UnparsedReason.BadPort;
                return json.TryNumber(65535, out alert.SourcePort);
            case EveMembers.DestinationPort:
                reason = UnparsedReason.BadPort;
                return json.TryNumber(65535, out alert.DestinationPort);
            case EveMembers.IcmpType:
                reason = UnparsedReason.BadIcmp;
                return json.TryNumber(255, out alert.IcmpType);
            case EveMembers.IcmpCode:
                reason = UnparsedReason.BadIcmp;
                return json.TryNumber(255, out alert.IcmpCode);
            case EveMembers.Generator:
                reason = UnparsedReason.BadField;
                return json.TryNumber(uint.MaxValue, out alert.Generator);
            case EveMembers.Number:
                reason = UnparsedReason.BadField;
                return json.TryNumber(uint.MaxValue, out alert.Number);
            case EveMembers.Revision:
                reason = UnparsedReason.BadField;
                return json.TryNumber(uint.MaxValue, out alert.Revision);
            case EveMembers.Severity:
                reason = UnparsedReason.BadField;
                return json.TryNumber(uint.MaxValue, out alert.Severity);
            default:
                reason = UnparsedReason.BadField;
                return json.TryString(out ByteRange range) && TryText(frame, range, member, ref alert, out reason);
        }
    }

    private static bool TryText(ReadOnlySpan<byte> frame, ByteRange range, EveMembers member, ref EveAlert alert, out UnparsedReason reason)
    {
        ReadOnlySpan<byte> text = range.Of(frame);
        reason = UnparsedReason.BadField;
        switch (member)
        {
            case EveMembers.Stamp:
                return StampReader.ReadIso(text, 0, ref alert.Stamp) == text.Length;
            case EveMembers.Source:
                reason = UnparsedReason.BadAddress;
                return TryAddress(text, out alert.Source);
            case EveMembers.Destination:
                reason = UnparsedReason.BadAddress;
                return TryAddress(text, out alert.Destination);
            case EveMembers.Transport:
                return TryTransport(text, ref alert, out reason);
            case EveMembers.Type:
                alert.Type = range;
                return true;
            case EveMembers.Text:
                alert.Text = range;
                return true;
            case EveMembers.Category:
                alert.Category = range;
                return true;
            case EveMembers.Target:
                alert.Target = range;
                return true;
            default:
                alert.Action = text.SequenceEqual("allowed"u8) ? ProbeAction.Allowed : text.SequenceEqual("blocked"u8) ? ProbeAction.Blocked : ProbeAction.Other;
                return true;
        }
    }

    private static bool TryAddress(ReadOnlySpan<byte> text, out ProbeAddress address)
    {
        bool isAddress = AddressText.TryParse(text, out ulong high, out ulong low);
        address = new ProbeAddress(high, low);
        return isAddress;
    }

    /// <summary>A protocol without a number here is as one that is absent.</summary>
    private static bool TryTransport(ReadOnlySpan<byte> text, ref EveAlert alert, out UnparsedReason reason)
    {
        EventFields read = default;
        reason = UnparsedReason.BadProtocol;
        if (!AlertProtocol.TryRead(text, ref read))
            return false;
        alert.Transport = read.Transport;
        if ((read.Present & PresentFields.Transport) == 0)
            alert.Forget(EveMembers.Transport);
        return true;
    }
}
