using System;

namespace ProbeClassifier.Outputs;

/// <summary>Addresses of the link layer, which logs write as <c>aa:bb:cc:dd:ee:ff</c>.</summary>
internal static class MacText
{
    /// <summary>In capitals with another separator: RFC 7042 has <c>AA-BB-CC-DD-EE-FF</c>.</summary>
    public static void Write(ReadOnlySpan<byte> mac, byte separator, Span<byte> destination)
    {
        for (int i = 0; i < mac.Length; i++)
            destination[i] = mac[i] switch
            {
                (byte)':' => separator,
                >= (byte)'a' and <= (byte)'f' => (byte)(mac[i] - 0x20),
                _ => mac[i],
            };
    }
}
