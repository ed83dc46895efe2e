using System.Runtime.InteropServices;

namespace ProbeClassifier.Rollups;

/// <summary>
/// The events of one source of one kind in one stretch of activity: 40 bytes, since there may be millions. Those without a time
/// are a run of their own, from 0 to 0.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SourceRun
{
    /// <summary>An IPv4 address, or the number of an IPv6 one.</summary>
    public uint Source;

    /// <summary>See <see cref="KeyOf"/>. Runs join only when their keys are equal.</summary>
    public uint Key;

    /// <summary>The first second; 0 without a time.</summary>
    public uint Start;

    /// <summary>The last second; 0 without a time.</summary>
    public uint End;

    /// <summary>Events, repeats included.</summary>
    public long Events;

    /// <summary>The places of <see cref="TargetMark"/> that its packets marked.</summary>
    public ulong Hosts;

    /// <inheritdoc cref="Hosts"/>
    public ulong Ports;

    /// <summary>The number of the kind in this rollup.</summary>
    public readonly int Kind => (int)(Key >> 1);

    public readonly bool HasTime => (Key & 1) == 0;

    /// <summary>A kind's number, and whether its events have a time.</summary>
    public static uint KeyOf(int kind, bool hasTime) => ((uint)kind << 1) | (hasTime ? 0u : 1);
}
