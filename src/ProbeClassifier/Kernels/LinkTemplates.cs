using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ProbeClassifier.Events;

namespace ProbeClassifier.Kernels;

/// <summary>What a memorised start of a line says of every line that starts with the same bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LinkTemplate
{
    /// <summary>The most bytes a head may have.</summary>
    public const int MaxHead = 64;

    /// <summary>The most bytes a body may have.</summary>
    public const int MaxBody = 128;

    public fixed byte Head[MaxHead];
    public fixed byte Body[MaxBody];

    /// <summary>Bit k: whether byte k counts, of the head, and of the body's first and second half.</summary>
    public ulong HeadMask;

    /// <inheritdoc cref="HeadMask"/>
    public ulong BodyMask;

    /// <inheritdoc cref="HeadMask"/>
    public ulong BodyMask2;

    /// <summary>Bytes of the head, 1–64.</summary>
    public int HeadLength;

    /// <summary>Bytes of the body, 1–128.</summary>
    public int BodyLength;

    public ProbeDialect Dialect;

    /// <summary>Whether the body ends with <c>MAC=</c>, and a value without a space follows that means nothing here.</summary>
    public bool ElidesMac;

    public ProbeAction Action;
    public TrafficDirection Direction;
}

/// <summary>
/// The scalar parser's answers for the parts of a line that repeat: <em>head</em>, from the space before the host through
/// <c>kernel: </c>, and <em>body</em>, from there (past the kernel's own stamp) to the packet. An answer is given again only for
/// equal bytes, so it cannot differ from what the scalar parser would say. Starts over when full: an attacker who varies
/// these bytes pays with his own lines' speed, not with memory.
/// </summary>
internal sealed unsafe class LinkTemplates
{
    private const int Capacity = 2048;
    private const int IndexBits = 13;
    private const int Probes = 4;

    private readonly LinkTemplate[] _templates = GC.AllocateUninitializedArray<LinkTemplate>(Capacity, pinned: true);
    private readonly ushort[] _index = GC.AllocateArray<ushort>((1 << IndexBits) + Probes, pinned: true);
    private readonly LinkTemplate* _templateAt;
    private readonly ushort* _indexAt;
    private int _count;

    public LinkTemplates()
    {
        _templateAt = (LinkTemplate*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_templates));
        _indexAt = (ushort*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_index));
        _templateAt[0] = default;
    }

    /// <summary>A template that equals nothing: its masks are empty, and its lengths too.</summary>
    public LinkTemplate* None => _templateAt;

    /// <summary>The template for these bytes, or null. Reads 64 bytes from the head and 128 from the body.</summary>
    public LinkTemplate* Find(byte* head, int headLength, byte* body)
    {
        ushort* slot = _indexAt + Hash(head, body);
        for (int probe = 0; probe < Probes; probe++)
        {
            int entry = slot[probe];
            if (entry == 0)
                return null;
            LinkTemplate* template = _templateAt + entry;
            if (template->HeadLength == headLength && Matches(template, head, body))
                return template;
        }

        return null;
    }

    /// <summary>Whether a line has this template's bytes in these places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Matches(LinkTemplate* template, byte* head, byte* body)
    {
        ulong differ = (ByteMask.Differ64(head, template->Head) & template->HeadMask)
            | (ByteMask.Differ64(body, template->Body) & template->BodyMask);
        if (template->BodyMask2 != 0)
            differ |= ByteMask.Differ64(body + 64, template->Body + 64) & template->BodyMask2;
        return differ == 0;
    }

    /// <summary>Remembers an answer.</summary>
    public void Add(byte* head, byte* body, in LinkTemplate answer)
    {
        if (_count + 1 >= Capacity)
        {
            Array.Clear(_index);
            _count = 0;
        }

        int entry = ++_count;
        LinkTemplate* template = _templateAt + entry;
        *template = answer;
        Unsafe.CopyBlockUnaligned(template->Head, head, LinkTemplate.MaxHead);
        Unsafe.CopyBlockUnaligned(template->Body, body, LinkTemplate.MaxBody);
        template->HeadMask = Low(answer.HeadLength);
        template->BodyMask = Low(answer.BodyLength);
        template->BodyMask2 = answer.BodyLength > 64 ? Low(answer.BodyLength - 64) : 0;
        ushort* slot = _indexAt + Hash(head, body);
        int probe = 0;
        while (probe < Probes - 1 && slot[probe] != 0)
            probe++;
        slot[probe] = (ushort)entry;
    }

    private static ulong Low(int count) => count >= 64 ? ulong.MaxValue : (1UL << count) - 1;

    /// <summary>A place in the index, from the start of the host and of the body. Shorter bodies' samples may run into the packet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(byte* head, byte* body)
    {
        // All of ipchains' bodies begin alike: what tells them apart stands behind "Packet log: ".
        if (Unsafe.ReadUnaligned<ulong>(body) == 0x6C20_7465_6B63_6150)
            body += 12;
        ulong mix = (Unsafe.ReadUnaligned<ulong>(head + 1) * 0x9E37_79B9_7F4A_7C15)
            ^ BitOperations.RotateLeft(Unsafe.ReadUnaligned<ulong>(body) * 0xC2B2_AE3D_27D4_EB4F, 31)
            ^ BitOperations.RotateLeft(Unsafe.ReadUnaligned<ulong>(body + 8) * 0x1656_67B1_9E37_79F9, 17);
        return (uint)((mix * 0x9E37_79B9_7F4A_7C15) >> (64 - IndexBits));
    }
}
