using System;
using ProbeClassifier.Events;
using ProbeClassifier.Live;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Cli;

/// <summary>Hands each event with its tags to a sink, and counts what is none.</summary>
internal readonly struct TagHandler(IProbeEventSink sink, RuleSet rules, TagTally tally) : IProbeHandler
{
    public void OnEvent(in ProbeEvent probe) => sink.OnEvent(probe, rules.GetTagSet(rules.Classify(probe)));

    public void OnOther(ReadOnlySpan<byte> frames, int count)
    {
    }

    public void OnUnparsed(ReadOnlySpan<byte> frame, UnparsedReason reason, int offset) => tally.Unparsed++;

    public void OnOversize(int keptBytes) => tally.Oversize++;

    public void OnUnresolvedRepeat(uint times) => tally.UnresolvedRepeats++;
}

/// <summary>Lines that were to be events, and are not, or not whole.</summary>
internal sealed class TagTally
{
    public long Unparsed { get; set; }

    public long Oversize { get; set; }

    public long UnresolvedRepeats { get; set; }

    public bool IsClean => Unparsed + Oversize + UnresolvedRepeats == 0;
}
