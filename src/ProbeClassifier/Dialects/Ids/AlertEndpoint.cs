using System;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Ids;

/// <summary>One side of an alert: an address, and perhaps a colon and a number behind it.</summary>
internal readonly record struct AlertEndpoint(ProbeAddress Address, int Number)
{
    /// <summary>In place of a number that is absent.</summary>
    public const int None = -1;

    /// <summary>
    /// Reads a token. A colon divides an IPv4 address from its number wherever it is; in an IPv6 address the last colon does so where a
    /// number is expected, unless what goes before would then be no address.
    /// </summary>
    /// <param name="token">The token, whole.</param>
    /// <param name="expectsNumber">Whether this protocol, in this dialect, is written with a number.</param>
    /// <param name="endpoint">What was read.</param>
    /// <param name="reason">Why not.</param>
    public static bool TryRead(ReadOnlySpan<byte> token, bool expectsNumber, out AlertEndpoint endpoint, out UnparsedReason reason)
    {
        endpoint = default;
        int colon = token.LastIndexOf((byte)':');
        int dot = token.LastIndexOf((byte)'.');
        bool divides = dot >= 0 ? colon > dot : expectsNumber && colon > 0;
        if (divides && AddressText.TryParse(token[..colon], out ulong high, out ulong low))
        {
            int at = colon + 1;
            reason = UnparsedReason.BadPort;
            if (!Ascii.TryReadNumber(token, ref at, 65535, out uint number) || at != token.Length)
                return false;
            endpoint = new AlertEndpoint(new ProbeAddress(high, low), (int)number);
            return true;
        }

        reason = UnparsedReason.BadAddress;
        if (!AddressText.TryParse(token, out high, out low))
            return false;
        endpoint = new AlertEndpoint(new ProbeAddress(high, low), None);
        return true;
    }
}
