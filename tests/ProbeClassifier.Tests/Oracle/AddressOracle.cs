using System.Linq;
using System.Net;
using System.Net.Sockets;

namespace ProbeClassifier.Tests.Oracle;

/// <summary>Addresses by the framework's parser, held to the forms that logs write.</summary>
internal static class AddressOracle
{
    /// <summary>The canonical text; null when it is not an address.</summary>
    public static string? Canonical(string text)
    {
        if (!text.Contains(':'))
        {
            string[] parts = text.Split('.');
            bool isQuad = parts.Length == 4 && parts.All(p => p.Length is >= 1 and <= 3 && p.All(char.IsAsciiDigit) && (p == "0" || p[0] != '0') && int.Parse(p, System.Globalization.CultureInfo.InvariantCulture) <= 255);
            return isQuad ? text : null;
        }

        // The framework also takes brackets, ports, scopes and prefix lengths; a log's address has none.
        if (text.Any(c => !char.IsAsciiHexDigit(c) && c is not (':' or '.')))
            return null;
        if (text.Contains('.') && Canonical(text[(text.LastIndexOf(':') + 1)..]) is null)
            return null;
        if (!IPAddress.TryParse(text, out IPAddress? address) || address.AddressFamily != AddressFamily.InterNetworkV6)
            return null;
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString() : address.ToString();
    }
}
