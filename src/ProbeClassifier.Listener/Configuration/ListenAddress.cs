using System;
using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace ProbeClassifier.Listener.Configuration;

/// <summary>The text of an address to listen on. <c>*</c> is the IPv6 wildcard, whose sockets here take IPv4 too.</summary>
internal static class ListenAddress
{
    public static bool TryParse(string text, [NotNullWhen(true)] out IPAddress? address)
    {
        if (string.Equals(text, "*", StringComparison.Ordinal))
        {
            address = IPAddress.IPv6Any;
            return true;
        }

        // The framework also takes "1" and "0x7f.1" for addresses of IPv4; a slip of the pen must not become one.
        return IPAddress.TryParse(text, out address)
            && (text.Contains(':', StringComparison.Ordinal) || text.Split('.').Length == 4);
    }
}
