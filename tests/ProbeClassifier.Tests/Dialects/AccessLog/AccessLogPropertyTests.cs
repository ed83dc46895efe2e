using System;
using System.Linq;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ProbeClassifier.Dialects;
using ProbeClassifier.Dialects.AccessLog;
using ProbeClassifier.Events;
using ProbeClassifier.Tests.Support;
using Xunit;

namespace ProbeClassifier.Tests.Dialects.AccessLog;

public sealed class AccessLogPropertyTests
{
    /// <summary>Pieces that mean something to the grammar, so that random strings of them reach its corners.</summary>
    private static readonly string[] Pieces =
    [
        "192.0.2.1", "2001:db8::1", "[", "]", "::", ":", "-", " ", " - - ", "[05/Mar/2007:14:39:21 +0100]", "] \"", "\"", "\\", "\\\"",
        "\\x2e", "\\x", "GET ", "/", "//", ".", "..", "/./", "/../", "cgi-bin", ";", "?", "#", "%", "%2", "%2e", "%25", "%3b", "%5C", "%41",
        "%34", "4", "a", "F", "http://", " HTTP/1.0", "\" 200 5", "\" ", " 404", ",", "\0", "\n", "\u00ff", "www.example.com:80 ",
    ];

    public static Arbitrary<string> Texts() =>
        Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces)).ToArbitrary();

    private static readonly string[] Lines =
    [
        "192.0.2.1 - - [05/Mar/2007:14:39:21 +0100] \"GET /cgi-bin/phf?a=b HTTP/1.0\" 404 210 \"http://www.example.com/x\" \"Agent \\\"x\\\" 1\"",
        "www.example.com:443 2001:db8::1 - alice b [5/Mar/2007:14:39:21 +0100] \"GET /a\\\"/cgi-bin/ HTTP/1.1\" 200 - \"-\" \"-\"",
        "192.0.2.80 198.51.100.1 - - [05/Mar/2007:14:39:21 +0100] \"GET /x\" y HTTP/1.0\" 200 5",
        "192.0.2.1 - - [05/Mar/2007:14:39:21 +0100] \"GET /x\" 2004 y HTTP/1.0\" 200 5",
        "192.0.2.1 - - [05/Mar/2007:14:39:21 +0100] \"\\x16\\x03\\x01\" 400 0 \"-\" \"-\"",
        "client.example.net - - [05/Mar/2007:14:39:21 +0100] \"-\" 408 -",
    ];

    [Fact]
    public void A_line_cut_anywhere_never_tells_another_story()
    {
        foreach (string line in Lines)
        {
            AccessLine whole = AccessLine.Read(line);
            for (int length = 0; length < line.Length; length++)
                AssertSameStoryOrNone(AccessLine.Read(line[..length]), whole);
        }
    }

    [Property(Arbitrary = [typeof(AccessLogPropertyTests)], MaxTest = 2000)]
    public void Hostile_lines_cut_anywhere_never_tell_another_story(string text)
    {
        string line = "192.0.2.1 - - [05/Mar/2007:14:39:21 +0100] \"GET /" + text;
        AccessLine whole = AccessLine.Read(line);
        for (int length = 0; length < line.Length; length++)
            AssertSameStoryOrNone(AccessLine.Read(line[..length]), whole);
    }

    [Property(Arbitrary = [typeof(AccessLogPropertyTests)], MaxTest = 2000)]
    public void Whatever_is_read_lies_inside_the_frame(string text)
    {
        byte[] frame = Encoding.Latin1.GetBytes(text);
        for (int start = 0; start <= frame.Length; start++)
        {
            EventFields fields = default;
            DialectOutcome outcome = AccessLogDialect.Parse(frame, start, ref fields);
            Assert.InRange(outcome.Offset, 0, frame.Length);
            Assert.InRange(fields.RequestTarget.Start + fields.RequestTarget.Length, 0, frame.Length);
            if (!AccessLogDialect.CanBeMine(frame.AsSpan(start)))
                Assert.Equal(DialectOutcome.NotMine, outcome);
        }
    }

    [Property(MaxTest = 2000)]
    public void Any_bytes_end_without_an_exception(byte[] bytes)
    {
        EventFields fields = default;
        AccessLogDialect.Parse(bytes, 0, ref fields);
        RequestPath.Normalize(bytes, new byte[bytes.Length]);
    }

    [Fact]
    public void One_changed_byte_never_throws_and_without_the_anchor_is_never_ours()
    {
        foreach (string line in Lines)
        {
            byte[] frame = Encoding.Latin1.GetBytes(line);
            for (int at = 0; at < frame.Length; at++)
            {
                byte saved = frame[at];
                for (int value = 0; value < 256; value++)
                {
                    frame[at] = (byte)value;
                    AccessLine read = AccessLine.Read(frame);
                    if (!AccessLogDialect.CanBeMine(frame))
                        Assert.Equal(DialectOutcome.NotMine, read.Outcome);
                }

                frame[at] = saved;
            }
        }
    }

    [Fact]
    public void Every_line_that_is_ours_has_the_anchor() =>
        Assert.All(Lines, line => Assert.True(AccessLogDialect.CanBeMine(Encoding.Latin1.GetBytes(line))));

    [Property(Arbitrary = [typeof(AccessLogPropertyTests)], MaxTest = 5000)]
    public void Normal_paths_are_normal_and_stay(string text)
    {
        string? path = RequestPathTests.Normalize("/" + text);
        Assert.NotNull(path);
        Assert.StartsWith("/", path, StringComparison.Ordinal);
        Assert.DoesNotContain("//", path, StringComparison.Ordinal);
        Assert.DoesNotContain("/./", path, StringComparison.Ordinal);
        Assert.DoesNotContain("/../", path, StringComparison.Ordinal);
        Assert.False(path.EndsWith("/.", StringComparison.Ordinal) || path.EndsWith("/..", StringComparison.Ordinal));
        Assert.DoesNotContain(path, c => c is '\\' or '?' or '#' or ';' or (>= 'A' and <= 'Z'));
        Assert.Equal(path, RequestPathTests.Normalize(path));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        byte[][] frames = [.. Lines.Select(Encoding.Latin1.GetBytes), "sshd text [x] \"y\""u8.ToArray()];
        byte[] path = new byte[1024];
        long checksum = Run(frames, path, 2000);
        long again = 0;
        Assert.Equal(0, Allocations.Least(() => again = Run(frames, path, 2000)));
        Assert.Equal(checksum, again);
        Assert.NotEqual(0, again);
    }

    private static long Run(byte[][] frames, byte[] path, int rounds)
    {
        long checksum = 0;
        EventFields fields = default;
        for (int round = 0; round < rounds; round++)
        {
            foreach (byte[] frame in frames)
            {
                if (AccessLogDialect.Parse(frame, 0, ref fields).Verdict == DialectVerdict.Event)
                    checksum += fields.UnixSeconds + RequestPath.Normalize(fields.RequestTarget.Of(frame), path);
            }
        }

        return checksum;
    }

    private static void AssertSameStoryOrNone(AccessLine cut, AccessLine whole)
    {
        if (!cut.IsEvent)
            return;
        if (whole.IsEvent)
            Assert.Equal(whole.ToString(), cut.ToString());
        else
            Assert.Equal(UnparsedReason.BadField, whole.Outcome.Reason);
    }
}
