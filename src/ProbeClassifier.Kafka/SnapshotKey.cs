using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Kafka;

/// <summary>
/// The key of a message that holds a snapshot or a piece of one: <c>FAMILY/PARTITION/POSITION/HASH/PIECE/PIECES</c>. The content's hash is
/// part of it, so that what stands under a key never changes: compaction drops only what is there twice.
/// </summary>
/// <param name="Name">The snapshot.</param>
/// <param name="Hash">128 bits of the whole content's SHA-256, in hexadecimal digits.</param>
/// <param name="Piece">Which piece, from 0.</param>
/// <param name="Pieces">How many there are; at least 1.</param>
internal readonly record struct SnapshotKey(SnapshotName Name, string Hash, int Piece, int Pieces)
{
    public static string HashOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16));

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{Name.Family}/{Name.Partition}/{Name.Position}/{Hash}/{Piece}/{Pieces}"));

    /// <summary>Null for what is no key of ours.</summary>
    public static SnapshotKey? TryRead(byte[]? key)
    {
        if (key is not { Length: < 1024 })
            return null;
        string[] parts = Encoding.UTF8.GetString(key).Split('/');
        return parts.Length == 6
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out long position)
            && int.TryParse(parts[4], NumberStyles.None, CultureInfo.InvariantCulture, out int piece)
            && int.TryParse(parts[5], NumberStyles.None, CultureInfo.InvariantCulture, out int pieces)
            && pieces is > 0 and <= KafkaSnapshotStore.MostPieces && piece < pieces
            ? new SnapshotKey(new SnapshotName(parts[0], parts[1], position), parts[3], piece, pieces)
            : null;
    }
}
