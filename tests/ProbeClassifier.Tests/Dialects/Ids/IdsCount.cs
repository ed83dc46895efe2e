using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tests.Dialects.Ids;

/// <summary>Counts events and allocates nothing.</summary>
internal struct IdsCount : IProbeHandler
{
    public int Events;

    public void OnEvent(in ProbeEvent probe) => Events++;

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
