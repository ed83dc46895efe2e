using System;
using ProbeClassifier.Events;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Reading;

/// <summary>Hands what the parser finds to a rollup.</summary>
internal readonly struct RollupHandler(ProbeRollup rollup) : IProbeHandler
{
    public void OnEvent(in ProbeEvent probe) => rollup.Add(probe);

    public void OnOther(ReadOnlySpan<byte> frames, int count) => rollup.AddOther(count);

    public void OnUnparsed(ReadOnlySpan<byte> frame, UnparsedReason reason, int offset) => rollup.AddUnparsed(reason);

    public void OnOversize(int keptBytes) => rollup.AddOversize();

    public void OnUnresolvedRepeat(uint times) => rollup.AddUnresolvedRepeat();
}
