using System;
using Microsoft.Win32.SafeHandles;

namespace ProbeClassifier.Following;

/// <summary>The first and the last bytes of what was read of a log, which say whether a file is that log. Up to 2 KiB.</summary>
internal sealed class TextMark
{
    /// <summary>How many bytes each of the two ends has, if there are as many.</summary>
    public const int Reach = 1024;

    /// <summary>Fewer bytes than this may be alike by chance: a stamp to the second, and a host.</summary>
    public const int Telling = 32;

    private readonly byte[] _head = new byte[Reach];
    private readonly byte[] _tail = new byte[Reach];
    private int _headLength;
    private int _tailLength;

    public ReadOnlySpan<byte> Head => _head.AsSpan(0, _headLength);

    public ReadOnlySpan<byte> Tail => _tail.AsSpan(0, _tailLength);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        int toHead = Math.Min(bytes.Length, Reach - _headLength);
        bytes[..toHead].CopyTo(_head.AsSpan(_headLength));
        _headLength += toHead;
        if (bytes.Length >= Reach)
        {
            bytes[^Reach..].CopyTo(_tail);
            _tailLength = Reach;
            return;
        }

        int keep = Math.Min(_tailLength, Reach - bytes.Length);
        _tail.AsSpan(_tailLength - keep, keep).CopyTo(_tail);
        bytes.CopyTo(_tail.AsSpan(keep));
        _tailLength = keep + bytes.Length;
    }

    /// <summary>The mark at a position of a file, or null when the file is shorter.</summary>
    public static TextMark? Load(SafeFileHandle file, long position)
    {
        var mark = new TextMark { _headLength = (int)Math.Min(position, Reach) };
        mark._tailLength = mark._headLength;
        return Fingerprint.TryRead(file, 0, mark._head.AsSpan(0, mark._headLength))
            && Fingerprint.TryRead(file, position - mark._tailLength, mark._tail.AsSpan(0, mark._tailLength))
            ? mark : null;
    }

    /// <summary>Whether the bytes before a position of a file are still the last ones that were read.</summary>
    public bool TailFits(SafeFileHandle file, long position)
    {
        Span<byte> now = stackalloc byte[Reach];
        now = now[.._tailLength];
        return Fingerprint.TryRead(file, position - _tailLength, now) && now.SequenceEqual(Tail);
    }
}
