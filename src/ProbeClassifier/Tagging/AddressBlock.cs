using System;
using System.Buffers.Text;
using System.Globalization;
using System.Net;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Tagging;

/// <summary>
/// A network over 128 bits; IPv4 as its mapped form, so /24 is held as /120. Invariant: no bit is set beyond the length.
/// </summary>
internal readonly record struct AddressBlock
{
    private const int MappedBits = 96;

    private readonly ulong _high;
    private readonly ulong _low;
    private readonly ulong _highMask;
    private readonly ulong _lowMask;

    private AddressBlock(ulong high, ulong low, int length)
    {
        Length = length;
        _highMask = Mask(length);
        _lowMask = Mask(length - 64);
        _high = high & _highMask;
        _low = low & _lowMask;
    }

    /// <summary>Bits that decide, 0–128.</summary>
    public int Length { get; }

    /// <summary>Whether IPv4 addresses are in it, and no others.</summary>
    public bool IsIPv4 => Length >= MappedBits && new ProbeAddress(_high, _low).IsIPv4;

    public static AddressBlock From(IPNetwork network)
    {
        ProbeAddress address = ProbeAddress.From(network.BaseAddress);
        return new(address.High, address.Low, network.PrefixLength + (128 - (network.BaseAddress.GetAddressBytes().Length * 8)));
    }

    /// <summary>Reads <c>address/length</c>, or an address alone for that one host.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="block">The network, with bits beyond the length cleared.</param>
    /// <param name="hostBits">Whether bits beyond the length were set.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out AddressBlock block, out bool hostBits)
    {
        block = default;
        hostBits = false;
        int slash = text.IndexOf((byte)'/');
        ReadOnlySpan<byte> address = slash < 0 ? text : text[..slash];
        if (!AddressText.TryParse(address, out ulong high, out ulong low))
            return false;
        int bits = address.Contains((byte)':') ? 128 : 32;
        int length = bits;
        if (slash >= 0 && !TryParseLength(text[(slash + 1)..], bits, out length))
            return false;
        block = new AddressBlock(high, low, length + (128 - bits));
        hostBits = block._high != high || block._low != low;
        return true;
    }

    /// <summary>IPv6 networks that span the mapped addresses by their width alone do not hold IPv4.</summary>
    public bool Contains(ProbeAddress address) =>
        (address.High & _highMask) == _high
        && (address.Low & _lowMask) == _low
        && (Length >= MappedBits || !address.IsIPv4);

    /// <summary>Whether some address is in both: of two networks that share one, the narrower lies within the wider.</summary>
    public bool Overlaps(AddressBlock other) =>
        Length <= other.Length ? Contains(new ProbeAddress(other._high, other._low)) : other.Contains(new ProbeAddress(_high, _low));

    public IPNetwork ToNetwork() => IsIPv4
        ? new IPNetwork(new ProbeAddress(_high, _low).ToIPAddress(), Length - MappedBits)
        : new IPNetwork(new ProbeAddress(_high, _low).ToIPAddress(), Length);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{new ProbeAddress(_high, _low)}/{(IsIPv4 ? Length - MappedBits : Length)}");

    private static bool TryParseLength(ReadOnlySpan<byte> text, int bits, out int length) =>
        Utf8Parser.TryParse(text, out length, out int used)
        && used == text.Length
        && length >= 0 && length <= bits
        && text[0] is >= (byte)'0' and <= (byte)'9'
        && (text.Length == 1 || text[0] != '0');

    private static ulong Mask(int length) => length <= 0 ? 0 : length >= 64 ? ulong.MaxValue : ulong.MaxValue << (64 - length);
}
