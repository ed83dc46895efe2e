using System;
using System.Globalization;
using System.Text;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Tagging;

/// <summary>A CIDR block of IPv4 or IPv6.</summary>
internal readonly record struct AddressBlock(ProbeAddress First, int PrefixBits)
{
    public bool Contains(ProbeAddress address)
    {
        (ulong high, ulong low) = Mask(PrefixBits);
        return ((address.High ^ First.High) & high) == 0 && ((address.Low ^ First.Low) & low) == 0;
    }

    /// <summary>Reads <c>192.0.2.0/24</c>, <c>2001:db8::/32</c> or a single address; null and why otherwise.</summary>
    public static AddressBlock? Parse(string text, out string error)
    {
        error = string.Empty;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string address = slash < 0 ? text : text[..slash];
        if (!AddressText.TryParse(Encoding.UTF8.GetBytes(address), out ulong high, out ulong low))
        {
            error = $"\"{text}\" is not an address block; expected like \"192.0.2.0/24\" or \"2001:db8::/32\"";
            return null;
        }

        var first = new ProbeAddress(high, low);
        int most = first.IsIPv4 ? 32 : 128;
        int bits = most;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out bits) || bits > most))
        {
            error = $"\"{text}\" has a bad prefix length; expected 0 to {most.ToString(CultureInfo.InvariantCulture)}";
            return null;
        }

        int mapped = bits + (128 - most);
        (ulong maskHigh, ulong maskLow) = Mask(mapped);
        var network = new ProbeAddress(high & maskHigh, low & maskLow);
        if (network == first)
            return new AddressBlock(first, mapped);
        error = $"\"{text}\" has bits set behind its prefix; expected \"{network}/{bits.ToString(CultureInfo.InvariantCulture)}\"";
        return null;
    }

    private static (ulong High, ulong Low) Mask(int bits) =>
        (bits >= 64 ? ulong.MaxValue : bits == 0 ? 0 : ulong.MaxValue << (64 - bits),
            bits >= 128 ? ulong.MaxValue : bits <= 64 ? 0 : ulong.MaxValue << (128 - bits));
}
