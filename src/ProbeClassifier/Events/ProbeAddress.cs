using System;
using System.Buffers.Binary;
using System.Net;
using ProbeClassifier.Text;

namespace ProbeClassifier.Events;

/// <summary>
/// An IPv4 or IPv6 address as a 128-bit value. IPv4 is held as its IPv4-mapped IPv6 form, so <c>::ffff:192.0.2.1</c> and
/// <c>192.0.2.1</c> are one address. <c>default</c> is <c>::</c>. Never allocates except for text.
/// </summary>
public readonly struct ProbeAddress : IEquatable<ProbeAddress>, IComparable<ProbeAddress>, ISpanFormattable
{
    /// <summary>The longest text form, in characters.</summary>
    public const int MaxTextLength = 45;

    private const ulong MappedPrefix = 0x0000_FFFF_0000_0000;

    /// <summary>Makes an address of its two halves in host order.</summary>
    /// <param name="high">The first 64 bits.</param>
    /// <param name="low">The last 64 bits.</param>
    public ProbeAddress(ulong high, ulong low)
    {
        High = high;
        Low = low;
    }

    /// <summary>The first 64 bits, in host order.</summary>
    public ulong High { get; }

    /// <summary>The last 64 bits, in host order.</summary>
    public ulong Low { get; }

    /// <summary>Whether this is an IPv4 address.</summary>
    public bool IsIPv4 => High == 0 && (Low & 0xFFFF_FFFF_0000_0000) == MappedPrefix;

    /// <summary>Makes an IPv4 address.</summary>
    /// <param name="value">The address in host order: <c>192.0.2.1</c> is <c>0xC0000201</c>.</param>
    public static ProbeAddress FromIPv4(uint value) => new(0, MappedPrefix | value);

    /// <summary>Makes an address of the framework's own type.</summary>
    /// <param name="address">An IPv4 or IPv6 address; its scope is dropped.</param>
    public static ProbeAddress From(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        return new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
    }

    /// <summary>The framework's own type; IPv4 where <see cref="IsIPv4"/>. Allocates.</summary>
    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
        return IsIPv4 ? new IPAddress(bytes[12..]) : new IPAddress(bytes);
    }

    /// <summary>The canonical text of RFC 5952, dotted for IPv4.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[MaxTextLength];
        return TryFormat(text, out int written, default, null) ? text[..written].ToString() : string.Empty;
    }

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        Span<char> text = stackalloc char[MaxTextLength];
        charsWritten = IsIPv4 ? AddressFormat.WriteIPv4((uint)Low, text) : AddressFormat.WriteIPv6(High, Low, text);
        if (text[..charsWritten].TryCopyTo(destination))
            return true;
        charsWritten = 0;
        return false;
    }

    /// <inheritdoc/>
    public bool Equals(ProbeAddress other) => High == other.High && Low == other.Low;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ProbeAddress other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(High, Low);

    /// <inheritdoc/>
    public int CompareTo(ProbeAddress other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>Equality of value.</summary>
    public static bool operator ==(ProbeAddress left, ProbeAddress right) => left.Equals(right);

    /// <summary>Inequality of value.</summary>
    public static bool operator !=(ProbeAddress left, ProbeAddress right) => !left.Equals(right);

    /// <summary>Numeric order of the 128-bit value: IPv4 sorts as its mapped form.</summary>
    public static bool operator <(ProbeAddress left, ProbeAddress right) => left.CompareTo(right) < 0;

    /// <summary>Numeric order of the 128-bit value.</summary>
    public static bool operator <=(ProbeAddress left, ProbeAddress right) => left.CompareTo(right) <= 0;

    /// <summary>Numeric order of the 128-bit value.</summary>
    public static bool operator >(ProbeAddress left, ProbeAddress right) => left.CompareTo(right) > 0;

    /// <summary>Numeric order of the 128-bit value.</summary>
    public static bool operator >=(ProbeAddress left, ProbeAddress right) => left.CompareTo(right) >= 0;
}
