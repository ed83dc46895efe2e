namespace ProbeClassifier.Benchmarks.Corpora;

/// <summary>
/// The addresses that probe. All in networks reserved for private use, of eight to fifteen characters as on the wire; a number
/// gives one address and no two numbers below four million the same.
/// </summary>
internal sealed class SourcePool(Pcg32 random, uint count, bool heavyFew)
{
    private const uint Heavy = 16;
    private uint _introduced;

    /// <summary>
    /// With a heavy few: two in five lines come from sixteen addresses, the rest from any. Without: every other line brings an
    /// address that was not there yet, until all were there, so that a file of twice as many lines holds them all.
    /// </summary>
    public uint Next()
    {
        if (heavyFew)
            return Address(random.Percent(40) ? random.Below(Heavy) : random.Below(count));
        if (_introduced < count && random.Percent(50))
            return Address(_introduced++);
        return Address(random.Below(count));
    }

    /// <summary>Multiplying by an odd number permutes the numbers of that many bits.</summary>
    private static uint Address(uint number)
    {
        uint group = number & 7;
        uint within = number >> 3;
        return group switch
        {
            < 4 => 0x0A00_0000 | ((((within << 2) | group) * 0x9E_3779B1) & 0xFF_FFFF),
            < 6 => 0x6440_0000 | ((((within << 1) | (group & 1)) * 0x9E_3779B1) & 0x3F_FFFF),
            _ => 0xAC10_0000 | ((((within << 1) | (group & 1)) * 0x9E_3779B1) & 0xF_FFFF),
        };
    }
}
