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

    /// <summary>From <c>SRC=</c> to the '=' of <c>PROTO=</c>, were the addresses seven bytes each and nothing between.</summary>
    private const int ShortestToProto = 29;

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
        {
            memo.WantsLesson = true;
            return null;
        }

        byte* head = line + HourMemo.StampLength;
        LinkTemplate* template = memo.Last;
        byte* body = head + template->HeadLength;
        bool expected = memo.Stamp.IsSameShape(body);
        body += memo.Stamp.LastLength;
        if (!expected || template->HeadLength == 0 || !LinkTemplates.Matches(template, head, body))
        {
            template = FindTemplate(head, memo, out body);
            memo.WantsLesson = template == null;
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

        // PROTO= stands within 64 bytes of where it can stand at the earliest: its place does not wait for the addresses.
        byte* earliest = packet + ShortestToProto;
        ulong proto = ProtoEquals(earliest);
        if (proto == 0)
        {
            earliest += 64;
            proto = ProtoEquals(earliest);
        }

        byte* protocol = earliest + 1 + BitOperations.TrailingZeroCount(proto);
        ulong named = Unsafe.ReadUnaligned<ulong>(protocol);
        ulong ports = PortPair.Read(protocol + 8, tables + IPv4Text.TableBytes, out int portsEnd, out uint badPorts);
        AddressPair addresses = IPv4Text.ReadPair(packet + 4, 5, tables, out uint bad);
        byte* dst = packet + 4 + addresses.FirstLength;
        byte* after = dst + 5 + addresses.SecondLength;

        // Checks are gathered and asked once: each term is zero when it holds. No LF and no bracket may stand before PROTO=.
        ulong breaks = (ByteMask.Equal64(after, (byte)'\n') | ByteMask.Equal64(after, (byte)'[')) << (int)(after - protocol);
        ulong wrong = ((Unsafe.ReadUnaligned<ulong>(protocol - 7) << 8) ^ 0x3D4F_544F_5250_2000)
            | ((Unsafe.ReadUnaligned<ulong>(dst) << 24) ^ 0x3D54_5344_2000_0000)
            | (Unsafe.ReadUnaligned<uint>(packet) ^ 0x3D43_5253)
            | breaks | bad;
        if (wrong != 0 || proto == 0 || protocol - after is < 7 or > 64)
            return DeliverOther(line, packet, limit, maxLine, ref fields, ref handler);
        bool tcp = (byte)named == (byte)'T';
        if (((named ^ (tcp ? 0x3D54_5053_2050_4354UL : 0x3D54_5053_2050_4455)) | badPorts) != 0)
            return DeliverIcmp(line, packet, protocol, limit, maxLine, addresses.First, addresses.Second, ref fields, ref handler);
        byte* end = LineEnd(protocol + 8 + portsEnd, limit);
        if (end == null || end - line > maxLine)
            return null;
        SetPacket(ProbeDialect.Netfilter, tcp, addresses.First, addresses.Second, (uint)ports, (uint)(ports >> 32), ref fields);
        ReadOnlySpan<byte> frame = Frame(line, end);

        // Nearly all end with "SYN URGP=0 ", and "RES=0x00 " before it: then the bits need no closer look.
        // One question, that is seldom answered yes: TCP and UDP take turns that cannot be guessed.
        if (tcp & Unsafe.ReadUnaligned<ulong>(end - 11) != 0x5047_5255_204E_5953)
            MarkIfOdd(frame, ref fields);
        handler.OnEvent(new ProbeEvent(frame, ref fields));
        return end + 1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MarkIfOdd(ReadOnlySpan<byte> frame, ref EventFields fields)
    {
        if (ControlBits.MayBeOdd(frame))
            fields.Present |= PresentFields.Odd;
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
            | PresentFields.SourcePort | PresentFields.DestinationPort | OddPacket.Mark(sourceAddress, destinationAddress);
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

    /// <summary>A packet whose addresses are known and that is neither TCP nor UDP: ICMP with type and code, else any other.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte* DeliverIcmp(
        byte* line,
        byte* packet,
        byte* protocol,
        byte* limit,
        int maxLine,
        uint sourceAddress,
        uint destinationAddress,
        ref EventFields fields,
        ref THandler handler)
    {
        // "ICMP TYPE=n CODE=n " and numbers of one to three digits.
        int type = 0;
        int code = 0;
        byte* at = protocol + 10;
        bool ok = Unsafe.ReadUnaligned<ulong>(protocol) == 0x5059_5420_504D_4349 && Unsafe.ReadUnaligned<ushort>(protocol + 8) == 0x3D45
            && TryByte(ref at, out type)
            && (Unsafe.ReadUnaligned<ulong>(at - 1) & 0xFFFF_FFFF_FFFF) == 0x3D45_444F_4320;
        at += 5;
        if (!ok || !TryByte(ref at, out code))
            return DeliverOther(line, packet, limit, maxLine, ref fields, ref handler);
        byte* end = LineEnd(at, limit);
        if (end == null || end - line > maxLine)
            return null;
        SetPacket(ProbeDialect.Netfilter, false, sourceAddress, destinationAddress, 0, 0, ref fields);
        fields.Transport = Transport.Icmp;
        fields.IcmpType = (byte)type;
        fields.IcmpCode = (byte)code;
        fields.Present = PresentFields.Time | PresentFields.Source | PresentFields.Destination | PresentFields.Transport
            | PresentFields.IcmpType | PresentFields.IcmpCode | OddPacket.Mark(sourceAddress, destinationAddress);
        handler.OnEvent(new ProbeEvent(Frame(line, end), ref fields));
        return end + 1;
    }

    /// <summary>A number up to 255 of at most three digits and the space behind it, which is passed over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryByte(ref byte* at, out int value)
    {
        value = 0;
        int digits = 0;
        while (digits < 3 && (uint)(at[digits] - '0') <= 9)
            value = (value * 10) + (at[digits++] - '0');
        if (digits == 0 || at[digits] != (byte)' ')
            return false;
        at += digits + 1;
        return value <= 255;
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
        {
            fields.Present |= OddPacket.Mark(frame, in fields);
            handler.OnEvent(new ProbeEvent(frame, ref fields));
        }
        else
            handler.OnUnparsed(frame, outcome.Reason, outcome.Offset);
        return end + 1;
    }
}
