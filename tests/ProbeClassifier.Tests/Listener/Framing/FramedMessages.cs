using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ProbeClassifier.Listener.Framing;

namespace ProbeClassifier.Tests.Listener.Framing;

/// <summary>What framing made of some bytes, written so that it can be compared and read.</summary>
internal sealed record FramedMessages(IReadOnlyList<string> Messages, FramingCounts Counts)
{
    /// <summary>A message over the limit ends with this.</summary>
    public const string CutMark = "[cut]";

    public override string ToString() =>
        $"{string.Join('|', Messages.Select(Visible))} bad={Counts.BadOctetCounts} resynchronised={Counts.Resynchronised} cut={Counts.Cut}";

    /// <summary>Frames the pieces in turn.</summary>
    public static FramedMessages Of(IEnumerable<byte[]> pieces, int limit, bool isOrderly = true)
    {
        RecordingSink sink = new(limit);
        SyslogFrameScanner scanner = new(sink);
        foreach (byte[] piece in pieces)
            scanner.Feed(piece);
        scanner.Finish(isOrderly);
        Assert.Equal(sink.Messages.Count, scanner.Counts.Messages);
        Assert.False(scanner.IsInsideMessage);
        Assert.Equal(0, scanner.Carried);
        return new FramedMessages(sink.Messages, scanner.Counts);
    }

    public static FramedMessages Of(string text, int limit = 65_536, bool isOrderly = true) => Of([Encoding.Latin1.GetBytes(text)], limit, isOrderly);

    private static string Visible(string message) =>
        string.Concat(message.Select(c => c is >= ' ' and <= '~' ? c.ToString() : $"\\x{(int)c:x2}"));

    private sealed class RecordingSink(int limit) : IFrameSink
    {
        public List<string> Messages { get; } = [];

        public int MaxFrameBytes => limit;

        public void TakeLines(ReadOnlySpan<byte> lines)
        {
            Assert.Equal('\n', (char)lines[^1]);
            Assert.DoesNotContain((byte)0, lines.ToArray());
            foreach (string line in Encoding.Latin1.GetString(lines[..^1]).Split('\n'))
            {
                Assert.NotEmpty(line);
                Add(line);
            }
        }

        public void TakeFrame(ReadOnlySpan<byte> frame) => Add(Encoding.Latin1.GetString(frame));

        /// <summary>As the parser does: cut at the limit, else without a last CR.</summary>
        private void Add(string message)
        {
            if (message.Length > limit)
                message = message[..limit] + CutMark;
            else if (message.EndsWith('\r'))
                message = message[..^1];
            Messages.Add(message);
        }
    }
}
