using System;
using System.Security.Cryptography;

namespace ProbeClassifier.Listener.Tls;

/// <summary>The SHA-256 of a certificate, as people write it.</summary>
internal static class Fingerprint
{
    public static bool TryParse(string text, out byte[] fingerprint)
    {
        fingerprint = new byte[SHA256.HashSizeInBytes];
        string digits = text.Replace(":", string.Empty, StringComparison.Ordinal).Trim();
        return digits.Length == 2 * fingerprint.Length
            && Convert.FromHexString(digits, fingerprint, out _, out int written) == System.Buffers.OperationStatus.Done
            && written == fingerprint.Length;
    }
}
