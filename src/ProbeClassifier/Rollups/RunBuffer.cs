using System;

namespace ProbeClassifier.Rollups;

/// <summary>
/// The runs of a cell beyond the one that is being extended, in any order. They are joined whenever their number has doubled, so
/// that an event costs the logarithm of it at most, in whatever order events come.
/// </summary>
internal sealed class RunBuffer
{
    private Run[] _runs = new Run[2];
    private int _count;
    private int _joinAt = 8;

    public ReadOnlySpan<Run> Runs => _runs.AsSpan(0, _count);

    /// <summary>Adds a run; returns by how much the number kept changed.</summary>
    public int Add(Run run, uint gap)
    {
        int before = _count;
        if (_count == _joinAt)
        {
            _count = Run.Join(_runs.AsSpan(0, _count), gap);
            _joinAt = Math.Max(8, _count * 2);
        }

        if (_count == _runs.Length)
            Array.Resize(ref _runs, _runs.Length * 2);
        _runs[_count++] = run;
        return _count - before;
    }
}
