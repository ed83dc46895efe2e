namespace ProbeClassifier.Benchmarks.Corpora;

/// <summary>
/// The PCG-XSH-RR generator. Our own, because <c>System.Random</c> may change its sequence between runtimes and a corpus must
/// not: results taken in different years are compared.
/// </summary>
internal sealed class Pcg32
{
    private const ulong Multiplier = 6_364_136_223_846_793_005;
    private readonly ulong _increment;
    private ulong _state;

    public Pcg32(ulong seed, ulong stream = 54)
    {
        _increment = (stream << 1) | 1;
        Restart(seed);
    }

    public void Restart(ulong seed)
    {
        _state = 0;
        Next();
        _state += seed;
        Next();
    }

    public uint Next()
    {
        ulong old = _state;
        _state = (old * Multiplier) + _increment;
        uint shifted = (uint)(((old >> 18) ^ old) >> 27);
        int turn = (int)(old >> 59);
        return (shifted >> turn) | (shifted << (-turn & 31));
    }

    /// <summary>0 to <paramref name="bound"/> − 1.</summary>
    public uint Below(uint bound) => (uint)(((ulong)Next() * bound) >> 32);

    /// <summary>From the first to the last, both included.</summary>
    public uint Between(uint first, uint last) => first + Below(last - first + 1);

    /// <summary>True that many times in a hundred.</summary>
    public bool Percent(uint percent) => Below(100) < percent;

    public T Pick<T>(T[] choices) => choices[Below((uint)choices.Length)];
}
