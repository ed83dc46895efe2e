using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Benchmarks.Contenders;

/// <summary>The lightest handler: how many events. What remains is parsing.</summary>
internal struct EventCounter : IProbeHandler
{
    public long Events { get; private set; }

    public void OnEvent(in ProbeEvent probe) => Events += probe.Count;

    public readonly void OnOther(ReadOnlySpan<byte> frames, int count)
    {
    }

    public readonly void OnUnparsed(ReadOnlySpan<byte> frame, UnparsedReason reason, int offset)
    {
    }

    public readonly void OnOversize(int keptBytes)
    {
    }

    public readonly void OnUnresolvedRepeat(uint times)
    {
    }
}
