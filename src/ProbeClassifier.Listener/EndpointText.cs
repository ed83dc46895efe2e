using System;
using System.Globalization;

namespace ProbeClassifier.Listener;

/// <summary>The text of an endpoint, as command lines and configurations have it.</summary>
public static class EndpointText
{
    /// <summary>For messages: what was expected.</summary>
    public const string Expected = "ADDRESS:PORT, [IPv6]:PORT, *:PORT, a port, or an address; the address numeric";

    /// <summary>
    /// Reads <c>ADDRESS:PORT</c>, <c>[IPv6]:PORT</c>, <c>*:PORT</c>, <c>PORT</c> (on all addresses), or an address alone. False for
    /// anything else, a port above 65,535 included. Whether the address is one, <see cref="SyslogListenerOptions.Validate"/> tells.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="defaultPort">The port of an address alone.</param>
    /// <param name="address">The address without brackets; <c>*</c> for all.</param>
    /// <param name="port">From 0 to 65,535.</param>
    public static bool TryParse(string text, int defaultPort, out string address, out int port)
    {
        ArgumentNullException.ThrowIfNull(text);
        address = "*";
        port = defaultPort;
        if (text.StartsWith('['))
        {
            int close = text.IndexOf(']', StringComparison.Ordinal);
            if (close < 0)
                return false;
            address = text[1..close];
            return close + 1 == text.Length || (text[close + 1] == ':' && TryPort(text.AsSpan(close + 2), out port));
        }

        int colon = text.LastIndexOf(':');
        if (colon < 0)
        {
            if (TryPort(text, out port))
                return true;
            port = defaultPort;
            address = text;
            return text.Length > 0;
        }

        // More than one colon and no brackets: an IPv6 address alone.
        address = text;
        if (text.IndexOf(':', StringComparison.Ordinal) != colon)
            return true;
        address = text[..colon];
        return address.Length > 0 && TryPort(text.AsSpan(colon + 1), out port);
    }

    private static bool TryPort(ReadOnlySpan<char> text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= 65_535;
}
