using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ProbeClassifier.Dialects;
using ProbeClassifier.Dialects.Netfilter;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Kernels;

/// <summary>
/// Reads one line forwards, from its start to its LF, as what the lines before it were: same hour, a known start, TCP or UDP over
/// IPv4. Every byte that the scalar parser would look at is checked; a check that fails is no answer, only a reason to ask
/// there. Nothing is searched for that can be expected, so that one line's work need not wait for the last one's.
/// </summary>
internal static unsafe class FastLine<THandler>
    where THandler : IProbeHandler
{
    /// <summary>How far past a line's start this reads, but for the search for its LF.</summary>
    public const int Reach = 768;

    /// <summary>Delivers the line and returns the byte after its LF; null when the scalar parser must read it.</summary>
    /// <param name="line">The line's start; <see cref="Reach"/> bytes are readable from here.</param>
    /// <param name="limit">Nothing is read from here on.</param>
    /// <param name="memo">What to expect.</param>
    /// <param name="clock">The stream's clock.</param>
    /// <param name="maxLine">The longest line that may be delivered here.</param>
    /// <param name="tables">Of <see cref="IPv4Text"/>.</param>
    /// <param name="fields">Scratch.</param>
    /// <param name="handler">What to call.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* TryDeliver(
        byte* line,
        byte* limit,
        LineMemo memo,
        StampClock clock,
        int maxLine,
        byte* tables,
        ref EventFields fields,
        ref THandler handler)
    {
        if (!memo.Hour.TryRead(line, clock, out long unixSeconds))
            return null;
        byte* head = line + HourMemo.StampLength;
        LinkTemplate* template = memo.Last;
        byte* body = head + template->HeadLength;
        bool expected = memo.Stamp.IsSameShape(body);
        body += memo.Stamp.LastLength;
        if (!expected || template->HeadLength == 0 || !LinkTemplates.Matches(template, head, body))
        {
            template = FindTemplate(head, memo, out body);
            if (template == null)
                return null;
        }

        fields.UnixSeconds = unixSeconds;
        fields.Action = template->Action;
        fields.Direction = template->Direction;
        byte* packet = body + template->BodyLength;
        return template->Dialect == ProbeDialect.Ipchains
            ? FastIpchains<THandler>.TryDeliver(line, packet, limit, maxLine, tables, ref fields, ref handler)
            : TryNetfilter(line, packet, template->ElidesMac, limit, memo, maxLine, tables, ref fields, ref handler);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* TryNetfilter(
        byte* line,
        byte* packet,
        bool elidesMac,
        byte* limit,
        LineMemo memo,
        int maxLine,
        byte* tables,
        ref EventFields fields,
        ref THandler handler)
    {
        if (elidesMac)
        {
            ulong blanks = ByteMask.Blank64(packet);
            int expected = memo.MacLength;
            if ((blanks & ((2UL << expected) - 1)) != 1UL << expected)
            {
                if (blanks == 0)
                    return null;
                memo.MacLength = expected = BitOperations.TrailingZeroCount(blanks);
            }

            packet += expected + 1;
            if (packet[-1] != (byte)' ')
                return null;
        }

        // Checks are gathered and asked once: each term is zero when it holds.
        int sourceLength = IPv4Text.Read(packet + 4, (byte)' ', tables, out uint sourceAddress, out uint bad);
        byte* dst = packet + 4 + sourceLength;
        int destinationLength = IPv4Text.Read(dst + 5, (byte)' ', tables, out uint destinationAddress, out uint badDestination);
        byte* after = dst + 5 + destinationLength;
        bad |= badDestination | (Unsafe.ReadUnaligned<uint>(packet) ^ 0x3D43_5253)
            | (Unsafe.ReadUnaligned<uint>(dst) ^ 0x5453_4420) | ((uint)dst[4] ^ '=');
        if (bad != 0)
            return DeliverOther(line, packet, limit, maxLine, ref fields, ref handler);

        // PROTO= stands within the next 64 bytes, with nothing but the kernel's fields before it; then ports.
        ulong proto = ProtoEquals(after + 6);
        byte* protocol = after + 7 + BitOperations.TrailingZeroCount(proto);
        ulong named = Unsafe.ReadUnaligned<ulong>(protocol);
        int sport = PortText.Read(protocol + 8, out uint sourcePort);
        byte* dpt = protocol + 8 + sport;
        int dport = PortText.Read(dpt + 5, out uint destinationPort);
        bool tcp = named == 0x3D54_5053_2050_4354;
        ulong lineFeeds = ByteMask.Equal64(after, (byte)'\n') & (proto ^ (proto - 1));
        bool ok = (tcp | named == 0x3D54_5053_2050_4455)
            & (Unsafe.ReadUnaligned<ulong>(protocol - 7) & 0x00FF_FFFF_FFFF_FFFF) == 0x003D_4F54_4F52_5020
            & (Unsafe.ReadUnaligned<ulong>(dpt) & 0xFF_FFFF_FFFF) == 0x3D_5450_4420
            & proto != 0 & lineFeeds == 0 & sport != 0 & dport != 0;
        if (!ok)
            return DeliverOther(line, packet, limit, maxLine, ref fields, ref handler);
        byte* end = LineEnd(dpt + 5 + dport, limit);
        if (end == null || end - line > maxLine)
            return null;
        SetPacket(ProbeDialect.Netfilter, tcp, sourceAddress, destinationAddress, sourcePort, destinationPort, ref fields);
        handler.OnEvent(new ProbeEvent(Frame(line, end), ref fields));
        return end + 1;
    }

    /// <summary>Bit k: whether <c>TO=</c> ends at byte k. Reads two bytes before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ProtoEquals(byte* at) =>
        ByteMask.Equal64(at, (byte)'=') & ByteMask.Equal64(at - 1, (byte)'O');

    public static void SetPacket(
        ProbeDialect dialect,
        bool tcp,
        uint sourceAddress,
        uint destinationAddress,
        uint sourcePort,
        uint destinationPort,
        ref EventFields fields)
    {
        fields.Dialect = dialect;
        fields.Count = 1;
        fields.Nanoseconds = 0;
        fields.Transport = tcp ? Transport.Tcp : Transport.Udp;
        fields.Source = ProbeAddress.FromIPv4(sourceAddress);
        fields.Destination = ProbeAddress.FromIPv4(destinationAddress);
        fields.SourcePort = (ushort)sourcePort;
        fields.DestinationPort = (ushort)destinationPort;
        fields.RequestTarget = default;
        fields.HttpStatus = 0;
        fields.Present = PresentFields.Time | PresentFields.Source | PresentFields.Destination | PresentFields.Transport
            | PresentFields.SourcePort | PresentFields.DestinationPort;
    }

    /// <summary>The line without its CR.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Frame(byte* line, byte* end) =>
        new(line, (int)(end - line) - (end[-1] == (byte)'\r' ? 1 : 0));

    /// <summary>The LF at or after a place, or null when none is before the limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* LineEnd(byte* from, byte* limit)
    {
        for (byte* at = from; at <= limit - 64; at += 64)
        {
            ulong found = ByteMask.Equal64(at, (byte)'\n');
            if (found != 0)
                return at + BitOperations.TrailingZeroCount(found);
        }

        return null;
    }

    /// <summary>The host and the kernel's stamp are not the last line's: finds both, and the template, anew.</summary>
    private static LinkTemplate* FindTemplate(byte* head, LineMemo memo, out byte* body)
    {
        body = head;
        ulong spaces = ByteMask.Equal64(head + 1, (byte)' ');
        int host = BitOperations.TrailingZeroCount(spaces);
        byte* app = head + 1 + host;
        if (host > LinkTemplate.MaxHead - 10 || Unsafe.ReadUnaligned<ulong>(app) != 0x3A6C_656E_7265_6B20 || app[8] != (byte)' ')
            return null;
        int headLength = host + 10;
        body = head + headLength;
        body += memo.Stamp.IsSameShape(body) ? memo.Stamp.LastLength : memo.Stamp.Read(body);
        LinkTemplate* template = memo.Templates.Find(head, headLength, body);
        if (template != null)
            memo.Last = template;
        return template;
    }

    /// <summary>The packet of a line whose start is known, by the scalar dialect: ICMP, IPv6, and the rare.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte* DeliverOther(byte* line, byte* packet, byte* limit, int maxLine, ref EventFields fields, ref THandler handler)
    {
        byte* end = LineEnd(packet, limit);
        if (end == null || end - line > maxLine || Unsafe.ReadUnaligned<uint>(packet) != 0x3D43_5253)
            return null;
        ReadOnlySpan<byte> frame = Frame(line, end);
        fields.Present = PresentFields.Time;
        fields.Count = 1;
        fields.Nanoseconds = 0;
        DialectOutcome outcome = NetfilterDialect.ParsePacket(frame, (int)(packet - line), ref fields);
        if (outcome.Verdict == DialectVerdict.Event)
            handler.OnEvent(new ProbeEvent(frame, ref fields));
        else
            handler.OnUnparsed(frame, outcome.Reason, outcome.Offset);
        return end + 1;
    }
}
