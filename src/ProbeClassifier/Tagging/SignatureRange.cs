using System.Globalization;

namespace ProbeClassifier.Tagging;

/// <summary>IDS signatures with neighbouring numbers. Written <c>469</c>, <c>469-480</c>, <c>122:1-7</c>.</summary>
/// <param name="Generator">The part of the IDS that speaks; null for any.</param>
/// <param name="First">The lowest number.</param>
/// <param name="Last">The highest, not below the first.</param>
public readonly record struct SignatureRange(uint? Generator, uint First, uint Last)
{
    /// <summary>As it is written in a rule file.</summary>
    public override string ToString()
    {
        string numbers = First == Last
            ? First.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");
        return Generator is { } generator ? string.Create(CultureInfo.InvariantCulture, $"{generator}:{numbers}") : numbers;
    }

    /// <summary>Whether a signature is one of these.</summary>
    internal bool Contains(in Events.ProbeSignature signature) =>
        signature.Number >= First && signature.Number <= Last && (Generator is null || Generator == signature.Generator);

    /// <summary>Reads one; false when it is not written so.</summary>
    internal static bool TryParse(string text, out SignatureRange range)
    {
        range = default;
        string[] parts = text.Split(':', 3);
        uint generator = 0;
        if (parts.Length > 2 || (parts.Length == 2 && !TryNumber(parts[0], out generator)))
            return false;
        string[] ends = parts[^1].Split('-', 3);
        if (ends.Length > 2 || !TryNumber(ends[0], out uint first) || !TryNumber(ends[^1], out uint last) || first > last)
            return false;
        range = new SignatureRange(parts.Length == 2 ? generator : null, first, last);
        return true;
    }

    private static bool TryNumber(string text, out uint number) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && (text.Length == 1 || text[0] != '0');
}
