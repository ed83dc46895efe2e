using System;
using System.Buffers.Binary;
using System.Security.Cryptography;
using ProbeClassifier.Events;

namespace ProbeClassifier.Outputs.Ocsf;

/// <summary>
/// A finding's name: the same for the same line whenever it is read, so that reading again updates and does not double. SHA-256 of the
/// line, the event's time, and the count of a repeat, cut to 128 bits.
/// </summary>
internal static class FindingId
{
    /// <summary>Hexadecimal digits.</summary>
    public const int Length = 32;

    public static void Write(in ProbeEvent probe, Span<byte> destination)
    {
        Span<byte> whole = stackalloc byte[SHA256.HashSizeInBytes + sizeof(long) + sizeof(uint)];
        SHA256.HashData(probe.Frame, whole);
        BinaryPrimitives.WriteInt64LittleEndian(whole[SHA256.HashSizeInBytes..], probe.Time?.UtcTicks ?? 0);
        BinaryPrimitives.WriteUInt32LittleEndian(whole[(SHA256.HashSizeInBytes + sizeof(long))..], probe.IsRepeat ? probe.Count : 0);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(whole, hash);
        Convert.TryToHexStringLower(hash[..(Length / 2)], destination, out _);
    }
}
