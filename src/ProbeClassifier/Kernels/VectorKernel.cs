using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ProbeClassifier.Dialects;
using ProbeClassifier.Dialects.Ipchains;
using ProbeClassifier.Dialects.Netfilter;
using ProbeClassifier.Dialects.Repeat;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Kernels;

/// <summary>
/// The fast path. Pass 1 finds a chunk's anchors; pass 2 walks them line by line. Lines without anchors are other text and
/// cost nothing more; the common shapes of netfilter and ipchains are decoded here; every other line goes to the scalar
/// parser. A check that fails is never an answer, only a reason to ask there.
/// </summary>
internal static unsafe class VectorKernel<TScan, THandler>
    where TScan : struct, IAnchorScan
    where THandler : IProbeHandler
{
    /// <summary>Small enough that pass 2 finds the chunk in the first-level cache, and that a place fits 16 bits.</summary>
    private const int ChunkBytes = 32_768;

    /// <summary>How far past a line's end the decoders may read.</summary>
    private const int Overread = 256;

    /// <summary>Delivers every line of a block that ends with LF.</summary>
    public static void Run(ReadOnlySpan<byte> block, BlockContext context, ref THandler handler)
    {
        if (context.Places.Length == 0)
            context.Places = GC.AllocateUninitializedArray<ushort>(ChunkBytes + 64, pinned: true);
        context.Templates ??= new LinkTemplates();
        EventFields fields = default;
        fields.Count = 1;
        int start = 0;
        fixed (byte* first = block)
        fixed (ushort* places = context.Places)
        {
            // The scan looks two bytes back, so the first line of a block is the scalar parser's, as are the last ones,
            // behind which there is nothing to over-read.
            while (start < block.Length)
            {
                int readable = block.Length - start - Overread;
                if (start < 2 || readable <= 0)
                {
                    start = DeliverOne(block, start, context, ref fields, ref handler);
                    continue;
                }

                int length = Math.Min(readable, ChunkBytes);
                int count = Anchors.Find<TScan>(first + start, length, places);
                int next = WalkLines(block, first, start, places, count, context, ref fields, ref handler);
                start = next > start ? next : DeliverOne(block, start, context, ref fields, ref handler);
            }
        }
    }

    private static int DeliverOne(ReadOnlySpan<byte> block, int start, BlockContext context, ref EventFields fields, ref THandler handler)
    {
        int end = start + block[start..].IndexOf((byte)'\n');
        LineDelivery.Deliver(block, start, end, context, ref fields, ref handler);
        return end + 1;
    }

    /// <summary>Pass 2. Returns the start of the first line that does not end in the chunk.</summary>
    private static int WalkLines(
        ReadOnlySpan<byte> block,
        byte* first,
        int chunk,
        ushort* places,
        int count,
        BlockContext context,
        ref EventFields fields,
        ref THandler handler)
    {
        byte* origin = first + chunk;
        byte* tables = IPv4Text.IsSupported ? IPv4Text.Tables : null;
        int line = 0;
        int others = 0;
        int othersStart = 0;
        int i = 0;
        while (i < count)
        {
            int place = places[i];
            byte kind = origin[place];
            if (kind == (byte)'\n')
            {
                i++;
                if (!MayRepeat(origin, line, place) && place - line <= context.MaxFrameBytes)
                {
                    if (others++ == 0)
                        othersStart = line;
                    line = place + 1;
                    continue;
                }

                FlushOthers(block, chunk + othersStart, chunk + line, ref others, ref handler);
                LineDelivery.Deliver(block, chunk + line, chunk + place, context, ref fields, ref handler);
                line = place + 1;
                continue;
            }

            int last = i + 1;
            while (last < count && origin[places[last]] != (byte)'\n')
                last++;
            if (last == count)
                break;
            int end = places[last];
            if (others != 0)
                FlushOthers(block, chunk + othersStart, chunk + line, ref others, ref handler);
            bool done = false;
            if (tables != null && end - line <= context.MaxFrameBytes)
            {
                if (last - i == 3)
                    done = TryNetfilter(origin, line, place, places[i + 1], places[i + 2], end, tables, context, ref fields, ref handler);
                else if (last - i == 1)
                    done = TryIpchains(origin, line, place, end, tables, context, ref fields, ref handler);
                else if (last - i > 3 && kind == (byte)'=' && !HasRequest(origin, places + i, last - i))
                    done = TryNetfilter(origin, line, place, places[i + 1], places[i + 2], end, tables, context, ref fields, ref handler);
            }

            if (!done)
                LineDelivery.Deliver(block, chunk + line, chunk + end, context, ref fields, ref handler);
            line = end + 1;
            i = last + 1;
        }

        FlushOthers(block, chunk + othersStart, chunk + line, ref others, ref handler);
        return chunk + line;
    }

    /// <summary>Whether a line without other anchors might be "last message repeated N times": it ends as that does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool MayRepeat(byte* origin, int line, int end)
    {
        // Reads before the line's start at worst, where an earlier line stands; such a short line cannot match whole.
        if (end - line < 28)
            return false;
        int back = origin[end - 1] == (byte)'\r' ? 5 : 4;
        uint tail = Unsafe.ReadUnaligned<uint>(origin + end - back);
        return tail is 0x7365_6D69 or 0x656D_6974;
    }

    private static void FlushOthers(ReadOnlySpan<byte> block, int start, int end, ref int others, ref THandler handler)
    {
        if (others == 0)
            return;
        handler.OnOther(block[start..end], others);
        others = 0;
    }

    private static bool HasRequest(byte* origin, ushort* places, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (origin[places[i]] == (byte)'"')
                return true;
        }

        return false;
    }

    /// <summary>
    /// The envelope: a stamp, a host, <c>kernel: </c>, perhaps the kernel's own stamp. Gives the head's length and where the
    /// body begins.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryEnvelope(byte* line, BlockContext context, out long unixSeconds, out int headLength, out byte* body)
    {
        headLength = 0;
        body = null;
        if (!context.Hour.TryRead(line, context.Clock, out unixSeconds))
            return false;
        byte* head = line + HourMemo.StampLength;
        uint spaces = Vector256.Equals(Vector256.Load(head + 1), Vector256.Create((byte)' ')).ExtractMostSignificantBits();
        int host = BitOperations.TrailingZeroCount(spaces);
        byte* app = head + 1 + host;
        if (host is 0 or 32 || Unsafe.ReadUnaligned<ulong>(app) != 0x3A6C_656E_7265_6B20 || app[8] != (byte)' ')
            return false;
        headLength = host + 10;
        body = app + 9;
        if (*body == (byte)'[')
            body += KernelStamp(body);
        return true;
    }

    /// <summary>The length of <c>[seconds.micros] </c>, or 0 when something else stands in the bracket. Reads 32 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int KernelStamp(byte* at)
    {
        Vector256<byte> v = Vector256.Load(at);
        uint close = Vector256.Equals(v, Vector256.Create((byte)']')).ExtractMostSignificantBits();
        int end = BitOperations.TrailingZeroCount(close);
        uint digits = ~Vector256.GreaterThan(v - Vector256.Create((byte)'0'), Vector256.Create((byte)9)).ExtractMostSignificantBits();
        uint inside = (close - 1) & ~close & ~1u;
        uint rest = inside & ~digits;

        // What is no digit must be padding at the left, then one dot with digits on both sides, at most nine before it.
        int dot = 31 - BitOperations.LeadingZeroCount(rest);
        uint padding = rest & ~(1u << dot);
        bool ok = close != 0 & rest != 0 && at[dot] == (byte)'.' & at[end + 1] == (byte)' ' & dot < end - 1 & end - dot <= 10
            & ((digits >> (dot - 1)) & 1) != 0;
        if (!ok)
            return 0;
        if (padding != 0)
        {
            uint spaces = Vector256.Equals(v, Vector256.Create((byte)' ')).ExtractMostSignificantBits();
            if ((padding & ~spaces) != 0 || ((padding + 2) & padding) != 0)
                return 0;
        }

        return BitOperations.PopCount(digits & inside & ((1u << dot) - 1)) <= 9 ? end + 2 : 0;
    }

    private static bool TryNetfilter(
        byte* origin,
        int line,
        int inbound,
        int source,
        int proto,
        int end,
        byte* tables,
        BlockContext context,
        ref EventFields fields,
        ref THandler handler)
    {
        byte* at = origin + line;
        byte* src = origin + source - 3;
        byte* equals = origin + inbound;
        if (*equals != (byte)'=' | equals[-1] != (byte)'N' | Unsafe.ReadUnaligned<uint>(src) != 0x3D43_5253 | src[-1] != (byte)' ')
            return false;
        if (!TryEnvelope(at, context, out long unixSeconds, out int headLength, out byte* body) || body > equals - 2)
            return false;
        byte* head = at + HourMemo.StampLength;
        uint hash = LinkTemplates.Hash(head, body, equals + 1, headLength + (int)(equals - body));
        LinkTemplate* template = context.Templates!.Find(hash, head, headLength, body);
        if (template == null || !LinkFits(template, body, src))
        {
            template = LearnNetfilter(at, end - line, head, headLength, body, src, hash, context);
            if (template == null)
                return false;
        }

        fields.Action = template->Action;
        fields.Direction = template->Direction;
        fields.UnixSeconds = unixSeconds;
        fields.Nanoseconds = 0;
        byte* protocol = origin + proto + 1;
        int sourceLength = IPv4Text.Read(src + 4, (byte)' ', tables, out uint sourceAddress);
        byte* dst = src + 4 + sourceLength;
        int destinationLength = IPv4Text.Read(dst + 5, (byte)' ', tables, out uint destinationAddress);
        byte* afterDestination = dst + 5 + destinationLength;
        ulong named = Unsafe.ReadUnaligned<ulong>(protocol);
        int sport = PortText.Read(protocol + 8, out uint sourcePort);
        byte* dpt = protocol + 8 + sport;
        int dport = PortText.Read(dpt + 5, out uint destinationPort);
        bool tcp = named == 0x3D54_5053_2050_4354;
        bool ok = (tcp | named == 0x3D54_5053_2050_4455)
            & (Unsafe.ReadUnaligned<ulong>(protocol - 7) & 0x00FF_FFFF_FFFF_FFFF) == 0x003D_4F54_4F52_5020
            & (Unsafe.ReadUnaligned<ulong>(dst) & 0xFF_FFFF_FFFF) == 0x3D_5453_4420
            & (Unsafe.ReadUnaligned<ulong>(dpt) & 0xFF_FFFF_FFFF) == 0x3D_5450_4420
            & sourceLength != 0 & destinationLength != 0 & sport != 0 & dport != 0
            & protocol - 7 >= afterDestination;
        var frame = new ReadOnlySpan<byte>(at, end - line - (origin[end - 1] == (byte)'\r' ? 1 : 0));
        if (!ok)
            return DeliverPacket(frame, (int)(src - at), ref fields, ref handler);
        fields.Dialect = ProbeDialect.Netfilter;
        fields.Count = 1;
        fields.Transport = tcp ? Transport.Tcp : Transport.Udp;
        fields.Source = ProbeAddress.FromIPv4(sourceAddress);
        fields.Destination = ProbeAddress.FromIPv4(destinationAddress);
        fields.SourcePort = (ushort)sourcePort;
        fields.DestinationPort = (ushort)destinationPort;
        fields.RequestTarget = default;
        fields.HttpStatus = 0;
        fields.Present = PresentFields.Time | PresentFields.Source | PresentFields.Destination | PresentFields.Transport
            | PresentFields.SourcePort | PresentFields.DestinationPort;
        handler.OnEvent(new ProbeEvent(frame, ref fields));
        return true;
    }

    /// <summary>The packet of a line whose envelope and link part are known, by the scalar dialect: ICMP, IPv6 and the rare.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool DeliverPacket(ReadOnlySpan<byte> frame, int source, ref EventFields fields, ref THandler handler)
    {
        fields.Present = PresentFields.Time;
        fields.Count = 1;
        DialectOutcome outcome = NetfilterDialect.ParsePacket(frame, source, ref fields);
        if (outcome.Verdict == DialectVerdict.Event)
            handler.OnEvent(new ProbeEvent(frame, ref fields));
        else
            handler.OnUnparsed(frame, outcome.Reason, outcome.Offset);
        return true;
    }

    /// <summary>Whether the template's body reaches the packet, over a MAC value without spaces if it leaves that out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool LinkFits(LinkTemplate* template, byte* body, byte* src)
    {
        byte* after = body + template->BodyLength;
        long mac = src - 1 - after;
        if (!template->ElidesMac)
            return mac == -1;
        if ((ulong)mac > 63)
            return false;
        ulong spaces = Vector256.Equals(Vector256.Load(after), Vector256.Create((byte)' ')).ExtractMostSignificantBits()
            | ((ulong)Vector256.Equals(Vector256.Load(after + 32), Vector256.Create((byte)' ')).ExtractMostSignificantBits() << 32);
        return (spaces & ((1UL << (int)mac) - 1)) == 0;
    }

    /// <summary>Asks the scalar parser what this start of a line says, and remembers it; null when it is not that plain.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static LinkTemplate* LearnNetfilter(
        byte* at,
        int length,
        byte* head,
        int headLength,
        byte* body,
        byte* src,
        uint hash,
        BlockContext context)
    {
        var frame = new ReadOnlySpan<byte>(at, length);
        int source = (int)(src - at);
        if (!IsPlainKernelLine(frame, (int)(body - at), out int start) || start > source
            || frame[start..].StartsWith("Packet log: "u8) || !LinkPart.TryRead(frame, start, source, out LinkPart link))
        {
            return null;
        }

        // The value of a MAC= that stands last before the packet is not looked at, so lines that differ in it share a template.
        int bodyStart = (int)(body - at);
        int token = frame[..(source - 1)].LastIndexOf((byte)' ') + 1;
        bool elides = frame[token..].StartsWith("MAC="u8) && token >= bodyStart;
        int bodyLength = (elides ? token + 4 : source) - bodyStart;
        if (headLength > LinkTemplates.MaxHead || bodyLength is < 1 or > LinkTemplates.MaxBody)
            return null;
        var template = new LinkTemplate
        {
            HeadLength = (byte)headLength,
            BodyLength = (byte)bodyLength,
            ElidesMac = elides,
            Action = link.Action,
            Direction = link.Direction,
        };
        context.Templates!.Add(hash, head, body, template);
        LinkTemplate* learned = context.Templates.Find(hash, head, headLength, body);
        return learned != null && LinkFits(learned, body, src) ? learned : null;
    }

    /// <summary>Whether the scalar parser reads the envelope as the fast path did: the kernel's, trusted, no repeat.</summary>
    private static bool IsPlainKernelLine(ReadOnlySpan<byte> frame, int bodyStart, out int start)
    {
        SyslogParser.Parse(frame, out EnvelopeFields envelope);
        start = envelope.MessageStart;
        int spaces = 0;
        while (bodyStart + spaces < frame.Length && frame[bodyStart + spaces] == ' ')
            spaces++;
        return envelope.Stamp is { IsPresent: true, Year: 0 }
            && start == bodyStart + spaces
            && KernelTrust.IsKernelName(envelope.AppName.Of(frame))
            && KernelTrust.IsTrusted(frame, envelope)
            && !RepeatLine.TryReadQuoted(frame, envelope, out _, out _);
    }

    private static bool TryIpchains(
        byte* origin,
        int line,
        int proto,
        int end,
        byte* tables,
        BlockContext context,
        ref EventFields fields,
        ref THandler handler)
    {
        byte* at = origin + line;
        byte* packet = origin + proto - 5;
        if ((Unsafe.ReadUnaligned<ulong>(packet - 1) & 0x00FF_FFFF_FFFF_FFFF) != 0x003D_4F54_4F52_5020)
            return false;
        if (!TryEnvelope(at, context, out long unixSeconds, out int headLength, out byte* body) || body + 20 > packet)
            return false;
        byte* head = at + HourMemo.StampLength;
        uint hash = LinkTemplates.Hash(head, body + 12, packet - 8, headLength + (int)(packet - body));
        LinkTemplate* template = context.Templates!.Find(hash, head, headLength, body);
        if (template == null || template->ElidesMac || body + template->BodyLength != packet)
        {
            template = LearnIpchains(at, end - line, head, headLength, body, packet, hash, context);
            if (template == null)
                return false;
        }

        // PROTO=6 or 17 and a space; then two endpoints; then L= S= I= F=, of which F= decides.
        bool tcp = (Unsafe.ReadUnaligned<uint>(packet + 6) & 0xFFFF) == 0x2036;
        bool udp = (Unsafe.ReadUnaligned<uint>(packet + 6) & 0xFF_FFFF) == 0x20_3731;
        if (!(tcp | udp))
            return false;
        byte* endpoint = packet + (tcp ? 8 : 9);
        int sourceLength = IPv4Text.Read(endpoint, (byte)':', tables, out uint sourceAddress);
        byte* port = endpoint + sourceLength + 1;
        int sport = PortText.Read(port, out uint sourcePort);
        endpoint = port + sport + 1;
        int destinationLength = IPv4Text.Read(endpoint, (byte)':', tables, out uint destinationAddress);
        port = endpoint + destinationLength + 1;
        int dport = PortText.Read(port, out uint destinationPort);
        byte* fieldsAt = port + dport + 1;
        if (!(sourceLength != 0 & destinationLength != 0 & sport != 0 & dport != 0))
            return false;
        ulong spaces = Vector256.Equals(Vector256.Load(fieldsAt), Vector256.Create((byte)' ')).ExtractMostSignificantBits()
            | ((ulong)Vector256.Equals(Vector256.Load(fieldsAt + 32), Vector256.Create((byte)' ')).ExtractMostSignificantBits() << 32);
        int afterL = BitOperations.TrailingZeroCount(spaces);
        spaces &= spaces - 1;
        int afterS = BitOperations.TrailingZeroCount(spaces);
        spaces &= spaces - 1;
        int afterI = BitOperations.TrailingZeroCount(spaces);
        spaces &= spaces - 1;
        int afterF = BitOperations.TrailingZeroCount(spaces);
        ulong fragment = Unsafe.ReadUnaligned<ulong>(fieldsAt + afterI + 1);
        bool whole = spaces != 0 && fieldsAt + afterF < origin + end && afterF - afterI == 9
            && Unsafe.ReadUnaligned<ushort>(fieldsAt) == 0x3D4C
            && Unsafe.ReadUnaligned<ushort>(fieldsAt + afterL + 1) == 0x3D53
            && Unsafe.ReadUnaligned<ushort>(fieldsAt + afterS + 1) == 0x3D49
            && fragment is 0x3030_3034_7830_3D46 or 0x3030_3030_7830_3D46;
        if (!whole)
            return false;
        fields.Dialect = ProbeDialect.Ipchains;
        fields.Action = template->Action;
        fields.Direction = template->Direction;
        fields.UnixSeconds = unixSeconds;
        fields.Nanoseconds = 0;
        fields.Count = 1;
        fields.Transport = tcp ? Transport.Tcp : Transport.Udp;
        fields.Source = ProbeAddress.FromIPv4(sourceAddress);
        fields.Destination = ProbeAddress.FromIPv4(destinationAddress);
        fields.SourcePort = (ushort)sourcePort;
        fields.DestinationPort = (ushort)destinationPort;
        fields.RequestTarget = default;
        fields.HttpStatus = 0;
        fields.Present = PresentFields.Time | PresentFields.Source | PresentFields.Destination | PresentFields.Transport
            | PresentFields.SourcePort | PresentFields.DestinationPort;
        var frame = new ReadOnlySpan<byte>(at, end - line - (origin[end - 1] == (byte)'\r' ? 1 : 0));
        handler.OnEvent(new ProbeEvent(frame, ref fields));
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static LinkTemplate* LearnIpchains(
        byte* at,
        int length,
        byte* head,
        int headLength,
        byte* body,
        byte* packet,
        uint hash,
        BlockContext context)
    {
        var frame = new ReadOnlySpan<byte>(at, length);
        EventFields read = default;
        int bodyLength = (int)(packet - body);
        if (!IsPlainKernelLine(frame, (int)(body - at), out int start)
            || !IpchainsDialect.TryReadHead(frame, start, ref read, out int proto)
            || at + proto != packet
            || headLength > LinkTemplates.MaxHead
            || bodyLength > LinkTemplates.MaxBody)
        {
            return null;
        }

        var template = new LinkTemplate
        {
            HeadLength = (byte)headLength,
            BodyLength = (byte)bodyLength,
            Action = read.Action,
            Direction = read.Direction,
        };
        context.Templates!.Add(hash, head, body, template);
        return context.Templates.Find(hash, head, headLength, body);
    }
}
