using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ProbeClassifier.Events;

namespace ProbeClassifier.Kernels;

/// <summary>What a memorised start of a line says of every line that starts with the same bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LinkTemplate
{
    /// <summary>Bytes of the head, 1–63.</summary>
    public byte HeadLength;

    /// <summary>Bytes of the body, 1–127.</summary>
    public byte BodyLength;

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
    public const int MaxHead = 63;
    public const int MaxBody = 127;
    private const int Capacity = 2048;
    private const int IndexBits = 13;
    private const int HeadBytes = 64;
    private const int EntryBytes = HeadBytes + 128;

    private readonly byte[] _text = GC.AllocateUninitializedArray<byte>(Capacity * EntryBytes, pinned: true);
    private readonly LinkTemplate[] _templates = GC.AllocateUninitializedArray<LinkTemplate>(Capacity, pinned: true);
    private readonly ushort[] _index = GC.AllocateArray<ushort>(1 << IndexBits, pinned: true);
    private readonly byte* _textAt;
    private readonly LinkTemplate* _templateAt;
    private readonly ushort* _indexAt;
    private int _count;

    public LinkTemplates()
    {
        _textAt = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_text));
        _templateAt = (LinkTemplate*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_templates));
        _indexAt = (ushort*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_index));
    }

    /// <summary>A place in the index, from samples of the bytes that tell templates apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Hash(byte* head, byte* body, byte* sample, int lengths)
    {
        ulong mix = (Unsafe.ReadUnaligned<ulong>(head + 1) * 0x9E37_79B9_7F4A_7C15)
            ^ BitOperations.RotateLeft(Unsafe.ReadUnaligned<ulong>(body) * 0xC2B2_AE3D_27D4_EB4F, 31)
            ^ ((Unsafe.ReadUnaligned<ulong>(sample) + (uint)lengths) * 0x1656_67B1_9E37_79F9);
        return (uint)((mix * 0x9E37_79B9_7F4A_7C15) >> (64 - IndexBits));
    }

    /// <summary>The template for these bytes, or null. Reads 64 bytes from the head and 128 from the body.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LinkTemplate* Find(uint hash, byte* head, int headLength, byte* body)
    {
        int entry = _indexAt[hash];
        LinkTemplate* template = _templateAt + entry;
        byte* text = _textAt + (entry * EntryBytes);
        if (entry == 0 || template->HeadLength != headLength)
            return null;
        int bodyLength = template->BodyLength;
        ulong differ = (~Equal64(head, text) << (64 - headLength)) | (~Equal64(body, text + HeadBytes) << Math.Max(64 - bodyLength, 0));
        if (bodyLength > 64)
            differ |= ~Equal64(body + 64, text + HeadBytes + 64) << (128 - bodyLength);
        return differ == 0 ? template : null;
    }

    /// <summary>Remembers an answer.</summary>
    public void Add(uint hash, byte* head, byte* body, in LinkTemplate template)
    {
        if (_count + 1 >= Capacity)
        {
            Array.Clear(_index);
            _count = 0;
        }

        int entry = ++_count;
        _indexAt[hash] = (ushort)entry;
        _templateAt[entry] = template;
        byte* text = _textAt + (entry * EntryBytes);
        Unsafe.CopyBlockUnaligned(text, head, HeadBytes);
        Unsafe.CopyBlockUnaligned(text + HeadBytes, body, 128);
    }

    /// <summary>Bit k: whether the bytes k are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Equal64(byte* a, byte* b)
    {
        if (Vector512.IsHardwareAccelerated)
            return Vector512.Equals(Vector512.Load(a), Vector512.Load(b)).ExtractMostSignificantBits();
        return Vector256.Equals(Vector256.Load(a), Vector256.Load(b)).ExtractMostSignificantBits()
            | ((ulong)Vector256.Equals(Vector256.Load(a + 32), Vector256.Load(b + 32)).ExtractMostSignificantBits() << 32);
    }
}
