using System.Runtime.InteropServices;

namespace ProbeClassifier.Rollups;

/// <summary>The events of one source of one kind: 28 bytes, since there may be millions.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct Cell
{
    /// <summary>An IPv4 address, or the number of an IPv6 one.</summary>
    public uint Source;

    /// <summary>The number of the kind in this rollup.</summary>
    public int Kind;

    /// <summary>The run being extended; a start above the end means that no event had a time.</summary>
    public uint Start;

    /// <summary>The run's last second.</summary>
    public uint End;

    /// <summary>Events, repeats included.</summary>
    public long Events;

    /// <summary>The list of the other runs in the <see cref="RunStore"/>; 0 for none.</summary>
    public int More;

    public readonly bool HasTime => Start <= End;
}
