using System;
using System.IO;
using Microsoft.Win32.SafeHandles;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Following;

/// <summary>
/// 128 bits of SipHash-2-4 of some bytes. It tells logs apart that differ by chance; who can write two logs can make them look alike, and
/// gains that one of them is not read. (No hash of System.Security.Cryptography: it would make the native program need OpenSSL.)
/// </summary>
internal readonly record struct Fingerprint(ulong First, ulong Second)
{
    private const ulong KeyOfFirst = 0x50_72_6f_62_65_31_00_01;
    private const ulong KeyOfSecond = 0x50_72_6f_62_65_32_00_02;

    public static Fingerprint Of(ReadOnlySpan<byte> bytes) => new(
        SipHash.Of(KeyOfFirst, (ulong)bytes.Length, bytes),
        SipHash.Of(KeyOfSecond, (ulong)bytes.Length, bytes));

    /// <summary>Fills a span from a file; false when it has fewer bytes there.</summary>
    public static bool TryRead(SafeFileHandle file, long offset, Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int read = RandomAccess.Read(file, bytes, offset);
            if (read == 0)
                return false;
            bytes = bytes[read..];
            offset += read;
        }

        return true;
    }
}
