using System.Globalization;

namespace ProbeClassifier.Tagging;

/// <summary>Whole numbers from one to another, both included: ports, ICMP types or codes.</summary>
/// <param name="First">The least, 0–65,535.</param>
/// <param name="Last">The greatest, 0–65,535; not below <paramref name="First"/>.</param>
public readonly record struct ValueRange(ushort First, ushort Last)
{
    /// <summary>A single number.</summary>
    /// <param name="value">It.</param>
    public static implicit operator ValueRange(ushort value) => new(value, value);

    /// <summary>A single number.</summary>
    /// <param name="value">It.</param>
    public static ValueRange FromUInt16(ushort value) => new(value, value);

    /// <summary><c>21</c> or <c>6000-6063</c>.</summary>
    public override string ToString() => First == Last
        ? First.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");
}
