using System;
using ProbeClassifier.Events;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Distributed;

/// <summary>Hands what the parser finds in a record to the partition's counts and events. A line has one event at most.</summary>
internal struct PartitionHandler(ProbeRollup rollup, EventBatch? events, long position, PositionKind positions, LineCursor cursor) : IProbeHandler
{
    private long _line;

    public void OnEvent(in ProbeEvent probe)
    {
        rollup.Add(probe);
        if (events is not null)
            Publish(probe);

        // A repeat's own line comes behind it as another frame.
        if (!probe.IsRepeat)
            _line++;
    }

    public void OnOther(ReadOnlySpan<byte> frames, int count)
    {
        rollup.AddOther(count);
        _line += count;
    }

    public void OnUnparsed(ReadOnlySpan<byte> frame, UnparsedReason reason, int offset)
    {
        rollup.AddUnparsed(reason);
        _line++;
    }

    public readonly void OnOversize(int keptBytes) => rollup.AddOversize();

    public readonly void OnUnresolvedRepeat(uint times) => rollup.AddUnresolvedRepeat();

    private void Publish(in ProbeEvent probe)
    {
        RuleSet rules = rollup.Options.Rules;
        TagSet tags = rules.GetTagSet(rules.Classify(probe));
        if (!events!.Takes(tags))
            return;
        if (positions == PositionKind.Bytes)
            events.Add(position + cursor.OffsetOf(_line), 0, probe, tags);
        else
            events.Add(position, _line, probe, tags);
    }
}
