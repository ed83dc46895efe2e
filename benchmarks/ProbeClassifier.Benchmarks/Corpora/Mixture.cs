using System;

namespace ProbeClassifier.Benchmarks.Corpora;

/// <summary>Each line from one of several sources, by weight.</summary>
internal sealed class Mixture : ILineSource
{
    private readonly Pcg32 _random;
    private readonly (uint Weight, ILineSource Source)[] _parts;
    private readonly uint _total;

    public Mixture(Pcg32 random, params (uint Weight, ILineSource Source)[] parts)
    {
        _random = random;
        _parts = parts;
        foreach ((uint weight, _) in parts)
            _total += weight;
    }

    public void Write(LineBuffer line)
    {
        uint at = _random.Below(_total);
        foreach ((uint weight, ILineSource source) in _parts)
        {
            if (at < weight)
            {
                source.Write(line);
                return;
            }

            at -= weight;
        }

        throw new InvalidOperationException("weights do not add up");
    }
}
