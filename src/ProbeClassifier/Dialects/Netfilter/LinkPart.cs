using System;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Netfilter;

/// <summary>
/// What stands before <c>SRC=</c>: the administrator's prefix, the interfaces, the link-layer header. The prefix may be any
/// text and may touch <c>IN=</c>, so it is read from <c>SRC=</c> leftwards, over the tokens the kernel prints there.
/// </summary>
internal readonly record struct LinkPart(ProbeAction Action, TrafficDirection Direction, ByteRange Prefix, ByteRange In, ByteRange Out)
{
    public static bool TryRead(ReadOnlySpan<byte> frame, int start, int source, out LinkPart link)
    {
        ByteRange outbound = default;
        int end = source;
        while (true)
        {
            while (end > start && frame[end - 1] == ' ')
                end--;
            if (end == start)
                break;
            int token = start + frame[start..end].LastIndexOf((byte)' ') + 1;
            ReadOnlySpan<byte> text = frame[token..end];
            if (text.StartsWith("OUT="u8))
            {
                outbound = new ByteRange(token + 4, end - token - 4);
            }
            else if (!IsLinkToken(text))
            {
                int inbound = text.LastIndexOf("IN="u8);
                if (inbound < 0)
                    break;
                var prefix = new ByteRange(start, token + inbound - start);
                var name = new ByteRange(token + inbound + 3, text.Length - inbound - 3);
                link = new LinkPart(
                    PrefixWords.ActionOf(prefix.Of(frame)),
                    DirectionOf(name.Length > 0, outbound.Length > 0),
                    prefix,
                    name,
                    outbound);
                return true;
            }

            end = token;
        }

        link = default;
        return false;
    }

    /// <summary>Whether a message without <c>SRC=</c> stops after <c>IN=</c> and at least the key that follows it.</summary>
    public static bool EndsInside(ReadOnlySpan<byte> frame, int start)
    {
        int end = frame.Length;
        bool sawKey = false;
        while (end > start)
        {
            int token = start + frame[start..end].LastIndexOf((byte)' ') + 1;
            ReadOnlySpan<byte> text = frame[token..end];
            if (text.StartsWith("OUT="u8) || IsLinkToken(text))
                sawKey = true;
            else if (text.LastIndexOf("IN="u8) >= 0)
                return sawKey;
            else if (text.Length > 0 && end != frame.Length)
                return false;
            end = token - 1;
        }

        return false;
    }

    private static bool IsLinkToken(ReadOnlySpan<byte> text) =>
        text.StartsWith("MAC="u8) || text.StartsWith("PHYSIN="u8) || text.StartsWith("PHYSOUT="u8)
        || text.StartsWith("MACSRC="u8) || text.StartsWith("MACDST="u8) || text.StartsWith("MACPROTO="u8)
        || text.StartsWith("VPROTO="u8) || text.StartsWith("VID="u8) || text.StartsWith("TUNNEL="u8);

    private static TrafficDirection DirectionOf(bool hasIn, bool hasOut) => (hasIn, hasOut) switch
    {
        (true, false) => TrafficDirection.Inbound,
        (false, true) => TrafficDirection.Outbound,
        (true, true) => TrafficDirection.Forwarded,
        _ => TrafficDirection.Unknown,
    };
}
