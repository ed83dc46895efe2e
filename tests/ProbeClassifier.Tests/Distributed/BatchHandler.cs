using System;
using System.Text;
using ProbeClassifier.Distributed;
using ProbeClassifier.Events;
using ProbeClassifier.Outputs;
using ProbeClassifier.Parsing;
using ProbeClassifier.Tagging;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Distributed;

/// <summary>Puts each event of a text into a batch, as a worker does with a record.</summary>
internal struct BatchHandler(EventBatch batch, long position) : IProbeHandler
{
    private long _line;

    /// <summary>The events of a record, as lines of a format.</summary>
    public static string Write(EventFormat format, string text, long position, DateTimeOffset time, string partition = "3")
    {
        using var batch = new EventBatch("probes", partition, mark: 0x1A, onlyTagged: false, format, RuleSet.Default);
        batch.Begin(default, time);
        ProbeParserState state = default;
        var handler = new BatchHandler(batch, position);
        ProbeParser.Parse(Encoding.Latin1.GetBytes(text), Parse.Options, ref state, ref handler, isFinalBlock: true);
        return Encoding.UTF8.GetString(batch.Lines.Span);
    }

    /// <summary>A repeat's own line comes behind it as another frame.</summary>
    public void OnEvent(in ProbeEvent probe) =>
        batch.Add(position, probe.IsRepeat ? _line : _line++, probe, RuleSet.Default.GetTagSet(RuleSet.Default.Classify(probe)));

    public void OnOther(ReadOnlySpan<byte> frames, int count) => _line += count;

    public void OnUnparsed(ReadOnlySpan<byte> frame, UnparsedReason reason, int offset) => _line++;

    public readonly void OnOversize(int keptBytes)
    {
    }

    public readonly void OnUnresolvedRepeat(uint times)
    {
    }
}
