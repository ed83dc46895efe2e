using System;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Live;

/// <summary>Hands what the parser finds to a lane's counts and to the sink.</summary>
internal readonly struct LaneHandler(LaneCounts counts, RuleSet rules, IProbeEventSink? sink) : IProbeHandler
{
    public void OnEvent(in ProbeEvent probe)
    {
        counts.Add(probe);
        sink?.OnEvent(probe, rules.GetTagSet(rules.Classify(probe)));
    }

    public void OnOther(ReadOnlySpan<byte> frames, int count) => counts.Newest.Rollup.AddOther(count);

    public void OnUnparsed(ReadOnlySpan<byte> frame, UnparsedReason reason, int offset) => counts.Newest.Rollup.AddUnparsed(reason);

    public void OnOversize(int keptBytes) => counts.Newest.Rollup.AddOversize();

    public void OnUnresolvedRepeat(uint times) => counts.Newest.Rollup.AddUnresolvedRepeat();
}
