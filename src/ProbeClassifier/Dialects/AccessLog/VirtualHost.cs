using System;

namespace ProbeClassifier.Dialects.AccessLog;

/// <summary>The server's name in front of the client: a host name, an address, <c>_</c> or <c>-</c>, and perhaps <c>:port</c>.</summary>
internal static class VirtualHost
{
    private const int MaxPortDigits = 5;

    /// <summary>Whether a word can be one.</summary>
    /// <param name="word">Bytes without a space.</param>
    /// <param name="hasPort">Whether it ends in <c>:port</c>.</param>
    public static bool IsOne(ReadOnlySpan<byte> word, out bool hasPort)
    {
        hasPort = false;
        if (ClientAddress.TryParse(word, out _))
            return true;

        int colon = word.LastIndexOf((byte)':');
        if (colon >= 0)
        {
            ReadOnlySpan<byte> port = word[(colon + 1)..];
            if (port.Length is 0 or > MaxPortDigits || port.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
                return false;
            hasPort = true;
            word = word[..colon];
        }

        return HostName.IsOne(word) || word.SequenceEqual("-"u8) || (hasPort && ClientAddress.TryParse(word, out _));
    }
}
