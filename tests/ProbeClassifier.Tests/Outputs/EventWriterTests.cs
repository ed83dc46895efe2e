using System;
using System.Buffers;
using System.Linq;
using System.Text;
using ProbeClassifier.Events;
using ProbeClassifier.Outputs;
using ProbeClassifier.Parsing;
using ProbeClassifier.Tagging;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Outputs;

public sealed class EventWriterTests
{
    [Theory]
    [InlineData(EventFormat.Ndjson, false)]
    [InlineData(EventFormat.Ecs, true)]
    [InlineData(EventFormat.Ocsf, true)]
    [InlineData(EventFormat.Cef, true)]
    [InlineData(EventFormat.Ndjson, false, "time", "tags")]
    [InlineData(EventFormat.Ecs, true, "event.original", "source", "rule.id")]
    [InlineData(EventFormat.Ocsf, true, "raw_data", "observables.value", "evidences")]
    public void Nothing_is_allocated_per_event_once_warm(EventFormat format, bool original, params string[] fields)
    {
        using var writer = new EventWriter(format, new EventWriterOptions { Original = original, Fields = fields.Length == 0 ? null : fields });
        var output = new ArrayBufferWriter<byte>(1 << 20);
        var logLines = new LogLines(7);
        ProbeParserState state = default;
        var handler = new WritingHandler(writer, output);
        foreach (string text in (string[])[.. WrittenEvents.Samples.Split('\n'), .. EvidenceCorpus.Events, .. Enumerable.Range(0, 100).Select(_ => logLines.Next())])
        {
            byte[] line = Encoding.Latin1.GetBytes(text + "\n");
            long allocated = Allocations.Least(() =>
            {
                output.ResetWrittenCount();
                ProbeParser.Parse(line, Parse.Options, ref state, ref handler, isFinalBlock: false);
            });
            Assert.True(allocated == 0, $"{allocated} bytes for {text}");
        }

        Assert.True(handler.Events > 500);
    }

    [Fact]
    public void What_a_format_cannot_do_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new EventWriter(EventFormat.Ndjson, new EventWriterOptions { Original = true }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventWriter((EventFormat)9));
    }

    private struct WritingHandler(EventWriter writer, ArrayBufferWriter<byte> output) : IProbeHandler
    {
        public int Events { get; private set; }

        public void OnEvent(in ProbeEvent probe)
        {
            Events++;
            writer.Write(probe, RuleSet.Default.GetTagSet(RuleSet.Default.Classify(probe)), output);
        }

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
}
