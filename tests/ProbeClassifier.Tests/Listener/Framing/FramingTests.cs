using System.Globalization;
using System.Linq;
using System.Text;

namespace ProbeClassifier.Tests.Listener.Framing;

/// <summary>RFC 6587, row by row; reports of neighbours are named where a row answers one.</summary>
public sealed class FramingTests
{
    [Theory]
    [InlineData("5 <1>ab", "<1>ab")]
    [InlineData("5 <1>ab5 <2>cd", "<1>ab|<2>cd")]
    [InlineData("<1>ab\n<2>cd\n", "<1>ab|<2>cd")]
    [InlineData("<1>ab\r\n<2>cd\r\n", "<1>ab|<2>cd")]
    [InlineData("<1>ab\0<2>cd\0", "<1>ab|<2>cd")]
    [InlineData("<1>ab\0\n<2>cd\0\n", "<1>ab|<2>cd")]
    [InlineData("<1>ab", "<1>ab")]
    [InlineData("6 <1>ab\n<2>c\n5 <3>de", "<1>ab|<2>c|<3>de")]
    [InlineData("5 <1>ab\n5 <2>cd\n", "<1>ab|<2>cd")]
    [InlineData("7 <1>a\nbc", "<1>a\\x0abc")]
    [InlineData("7 <1>a\0bc", "<1>a\\x00bc")]
    [InlineData("6 <1>ab\0", "<1>ab")]
    public void Both_framings_are_told_apart_at_each_message(string stream, string messages) =>
        Assert.Equal($"{messages} bad=0 resynchronised=0 cut=0", FramedMessages.Of(stream).ToString());

    // Keep-alive newlines before the first message must not decide the framing (OpenNMS/opennms#8794).
    [Theory]
    [InlineData("\n\n\n5 <1>ab", "<1>ab")]
    [InlineData("\r\n5 <1>ab\r\n\r\n<2>c\n\n\n<3>d\n", "<1>ab|<2>c|<3>d")]
    [InlineData("\n", "")]
    [InlineData("\0\0", "")]
    public void What_stands_between_messages_is_none(string stream, string messages) =>
        Assert.Equal($"{messages} bad=0 resynchronised=0 cut=0", FramedMessages.Of(stream).ToString());

    // BSD-style senders on an octet-counting port (rsyslog/rsyslog#3125); a stamp is no count.
    [Theory]
    [InlineData("2024-05-01T00:00:00Z h a: b\n", "2024-05-01T00:00:00Z h a: b")]
    [InlineData("2024-05-01T00:00:00Z h a: b\n2024-05-01T00:00:01Z h a: c\n", "2024-05-01T00:00:00Z h a: b|2024-05-01T00:00:01Z h a: c")]
    [InlineData("10.0.0.1 - - x\n", "10.0.0.1 - - x")]
    [InlineData("12\n<1>a\n", "12|<1>a")]
    [InlineData("-\n", "-")]
    [InlineData("1<2>a\n", "1<2>a")]
    [InlineData("123456789012345678901 <3>a\n", "123456789012345678901 <3>a")]
    public void A_number_that_is_no_count_is_text(string stream, string messages) =>
        Assert.Equal($"{messages} bad=0 resynchronised=0 cut=0", FramedMessages.Of(stream).ToString());

    [Theory]
    [InlineData("0 <1>a\n<2>b\n", "0 <1>a|<2>b")]
    [InlineData("05 <1>a\n", "05 <1>a")]
    [InlineData("-5 <1>a\n", "-5 <1>a")]
    [InlineData("+5 <1>a\n", "+5 <1>a")]
    [InlineData("12345678 <1>a\n", "12345678 <1>a")]
    [InlineData("99999999999999999999 <1>a\n", "99999999999999999999 <1>a")]
    [InlineData("5x <1>a\n", "5x <1>a")]
    [InlineData("1e3 <1>a\n", "1e3 <1>a")]
    [InlineData("5.0 <1>a\n", "5.0 <1>a")]
    [InlineData("-5 <1>a5 <2>cd", "-5 <1>a|<2>cd")]
    public void A_bad_count_is_counted_and_its_message_is_text(string stream, string messages) =>
        Assert.Equal($"{messages} bad=1 resynchronised=0 cut=0", FramedMessages.Of(stream).ToString());

    // A count that is not the message's length puts others out of step for ever (Aiven-Open/journalpump#193, fluent/fluentd#2298).
    [Theory]
    [InlineData("5 <1>abGARBAGE\n5 <2>cd", "<1>ab|GARBAGE|<2>cd", 1)]
    [InlineData("5 <1>abGARBAGE5 <2>cd5 <3>ef", "<1>ab|GARBAGE|<2>cd|<3>ef", 1)]
    [InlineData("4 <1>ab5 <2>cd5 <3>ef", "<1>a|b|<2>cd|<3>ef", 1)]
    [InlineData("7 <1>ab7 <2>cdef5 <3>gh", "<1>ab7 |<2>cdef5 <3>gh", 0)]
    [InlineData("8 <1>ab7 <2>cdef5 <3>gh", "<1>ab7 <|2>cdef|<3>gh", 1)]
    [InlineData("5 <1>ab 5 <2>cd", "<1>ab| |<2>cd", 1)]
    [InlineData("5 <1>ab2026-01-01 x\n<2>c\n", "<1>ab|2026-01-01 x|<2>c", 1)]
    public void After_a_wrong_count_it_finds_its_way_back(string stream, string messages, int times) =>
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"{messages} bad=0 resynchronised={times} cut=0"),
            FramedMessages.Of(stream).ToString());

    // In a stream that is in step, nothing inside of a message is a header; nor in the rest of one over the limit
    // (DataDog/datadog-agent#49742).
    [Theory]
    [InlineData("<1>text 12 <34>more\n", "<1>text 12 <34>more")]
    [InlineData("<1>0123456789012345678901234567890123456 12 <34>0123456789 <134>x\n<2>b\n", "<1>0123456789012345678901234567890123456[cut]|<2>b")]
    [InlineData("64 <1>0123456789012345678901234567890123456 12 <34>0123456789 <134>5 <2>ab", "<1>0123456789012345678901234567890123456[cut]|<2>ab")]
    public void A_header_inside_of_a_message_is_text(string stream, string messages) =>
        Assert.Equal($"{messages} bad=0 resynchronised=0 cut=0", FramedMessages.Of(stream, limit: 40).ToString());

    [Theory]
    [InlineData("10 <1>abc", true, "", 1)]
    [InlineData("10 <1>abc", false, "", 1)]
    [InlineData("<1>abc", true, "<1>abc", 0)]
    [InlineData("<1>abc", false, "", 1)]
    [InlineData("12", true, "12", 0)]
    [InlineData("12", false, "", 1)]
    [InlineData("12 ", true, "", 1)]
    public void A_message_without_its_end_is_cut_unless_text_was_closed_in_order(string stream, bool isOrderly, string messages, int cut) =>
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"{messages} bad=0 resynchronised=0 cut={cut}"),
            FramedMessages.Of(stream, isOrderly: isOrderly).ToString());

    [Fact]
    public void The_largest_count_is_passed_over_in_step()
    {
        string stream = "9999999 " + new string('a', 9_999_999) + "5 <1>ab";
        Assert.Equal([new string('a', 480) + FramedMessages.CutMark, "<1>ab"], FramedMessages.Of(stream, limit: 480).Messages);
        byte[][] pieces = [.. Encoding.Latin1.GetBytes(stream).Chunk(65_000)];
        Assert.Equal(2, FramedMessages.Of(pieces, 480).Messages.Count);
    }

    [Fact]
    public void Text_without_an_end_is_one_message()
    {
        byte[][] pieces = [.. Enumerable.Repeat(new byte[] { (byte)'a' }, 100_000)];
        Assert.Equal([new string('a', 480) + FramedMessages.CutMark], FramedMessages.Of(pieces, 480).Messages);
    }
}
