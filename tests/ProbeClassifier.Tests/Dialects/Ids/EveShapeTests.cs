using System;
using System.Globalization;
using ProbeClassifier.Events;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects.Ids;

public sealed class EveShapeTests
{
    private const string Alert = """ "alert":{"action":"allowed","gid":1,"signature_id":469,"rev":3,"signature":"PING","category":"Leak","severity":2} """;
    private const string Ends = """ "src_ip":"192.0.2.1","src_port":1,"dest_ip":"198.51.100.2","dest_port":80,"proto":"TCP" """;

    [Theory]
    [InlineData("""{"event_type":"alert",""" + Ends + "," + Alert + "}", "Alert 1:469:3 'PING' 'Leak' p2 Tcp 192.0.2.1 1 > 198.51.100.2 80 icmp / Allowed")]
    [InlineData("{" + Alert + "," + Ends + ""","event_type":"alert"}""", "Alert 1:469:3 'PING' 'Leak' p2 Tcp 192.0.2.1 1 > 198.51.100.2 80 icmp / Allowed")]
    [InlineData("""{"flow":{"a":[{"src_ip":"203.0.113.1"},"}"],"alert":{}},"event_type":"alert",""" + Ends + "," + Alert + "}", "Alert 1:469:3 'PING' 'Leak' p2 Tcp 192.0.2.1 1 > 198.51.100.2 80 icmp / Allowed")]
    [InlineData("""{"event_type":"alert","event_type":"dns",""" + Ends + ""","src_ip":"203.0.113.1","proto":5,""" + Alert + ""","alert":{"gid":9}}""", "Alert 1:469:3 'PING' 'Leak' p2 Tcp 192.0.2.1 1 > 198.51.100.2 80 icmp / Allowed")]
    [InlineData("""{"event_type":"alert","alert":{"signature_id":7}}""", "Alert 0:7:0 '{\"event_type\":\"alert\",\"alert\":{\"signature_id\":7}}' '' p    >   icmp / Other")]
    [InlineData("""{"event_type":"alert","src_ip":null,"src_port":null,"alert":{"signature_id":7,"signature":""}}""", "Alert 0:7:0 '' '' p    >   icmp / Other")]
    [InlineData("""{"event_type":"alert","proto":"ICMP","src_ip":"192.0.2.1","src_port":0,"dest_ip":"198.51.100.2","icmp_type":8,"icmp_code":0,"alert":{"action":"blocked","gid":1,"signature_id":7,"signature":"a\u00e4\"b\\"}}""", "Alert 1:7:0 'a\\u00e4\\\"b\\\\' '' p Icmp 192.0.2.1  > 198.51.100.2  icmp 8/0 Blocked")]
    [InlineData("""{"event_type":"alert","proto":"058","src_ip":"2001:0db8:0000:0000:0000:0000:0000:0001","dest_ip":"2001:db8::2","icmp_type":128,"alert":{"signature_id":7,"signature":"x"}}""", "Alert 0:7:0 'x' '' p Icmp6 2001:db8::1  > 2001:db8::2  icmp 128/ Other")]
    public void Shapes(string line, string expected) => Assert.Equal(expected, IdsLine.Of(line));

    [Fact]
    public void The_request_is_the_raw_text_between_the_quotation_marks()
    {
        ProbeEventRecord e = Parse.Line("""{"event_type":"alert",""" + Alert + ""","http":{"a":{"url":"/no"},"url":"\/cgi-bin\/phf?x","url":"/no"}}""")!;
        Assert.Equal(@"\/cgi-bin\/phf?x", IdsLine.Text(e.RequestTarget));
        Assert.Equal(ProbeDialect.SuricataEve, e.Dialect);
    }

    [Theory]
    [InlineData("""{"timestamp":"2026-11-24T11:00:00.123456+0000","event_type":"alert","alert":{}}""", "2026-11-24T11:00:00.1234560Z")]
    [InlineData("""{"timestamp":"2026-11-24T11:00:00.123456+0900","event_type":"alert","alert":{}}""", "2026-11-24T02:00:00.1234560Z")]
    [InlineData("""{"timestamp":"2026-11-24T11:00:00Z","event_type":"alert","alert":{}}""", "2026-11-24T11:00:00.0000000Z")]
    [InlineData("""Nov 24 10:00:00 ids suricata: {"timestamp":"2026-11-24T11:00:00.123456+0000","event_type":"alert","alert":{}}""", "2026-11-24T11:00:00.1234560Z")]
    [InlineData("""Nov 24 10:00:00 ids suricata: @cee: {"event_type":"alert","alert":{}}""", "2026-11-24T10:00:00.0000000Z")]
    [InlineData("""{"event_type":"alert","alert":{}}""", null)]
    public void The_objects_own_stamp_comes_first(string line, string? time) =>
        Assert.Equal(time, Parse.Line(line)!.Time?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("""{"event_type":"alert","alert":{"signature_id":7}""", UnparsedReason.Truncated)]
    [InlineData("""{"event_type":"alert","alert":{"signature_id":7},"x":"ab""", UnparsedReason.Truncated)]
    [InlineData("""{"event_type":"alert","alert":{"signature_id":7},"x":[{"a":1}""", UnparsedReason.Truncated)]
    [InlineData("""{"event_type":"alert","alert":{"signature_id":7},"src_port":""", UnparsedReason.Truncated)]
    [InlineData("""{"event_type":"alert" "alert":{"signature_id":7}}""", UnparsedReason.BadField)]
    [InlineData("""{"event_type":"alert","alert":{"signature_id":7}}x""", UnparsedReason.BadField)]
    [InlineData("""{"event_type":"alert","alert":{"signature_id":7},}""", UnparsedReason.BadField)]
    [InlineData("""{"event_type":"alert","alert":{"signature_id":-7}}""", UnparsedReason.BadField)]
    [InlineData("""{"event_type":"alert","alert":{"signature_id":4294967296}}""", UnparsedReason.BadField)]
    [InlineData("""{"event_type":"alert","alert":7}""", UnparsedReason.BadField)]
    [InlineData("""{"event_type":"alert"}""", UnparsedReason.BadField)]
    [InlineData("""{"event_type":"alert","timestamp":"yesterday","alert":{}}""", UnparsedReason.BadField)]
    [InlineData("""{"event_type":"alert","src_ip":"192.0.2.256","alert":{}}""", UnparsedReason.BadAddress)]
    [InlineData("""{"src_ip":"192.0.2.256","alert":{},"event_type":"alert"}""", UnparsedReason.BadAddress)]
    [InlineData("""{"event_type":"alert","dest_ip":7,"alert":{}}""", UnparsedReason.BadField)]
    [InlineData("""{"event_type":"alert","src_port":65536,"alert":{}}""", UnparsedReason.BadPort)]
    [InlineData("""{"event_type":"alert","dest_port":"80","alert":{}}""", UnparsedReason.BadPort)]
    [InlineData("""{"event_type":"alert","icmp_type":256,"alert":{}}""", UnparsedReason.BadIcmp)]
    [InlineData("""{"event_type":"alert","proto":"a b","alert":{}}""", UnparsedReason.BadProtocol)]
    public void What_cannot_be_understood_says_why(string line, UnparsedReason reason) => Assert.Equal(reason, Parse.Reason(line)?.Reason);

    [Fact]
    public void The_reason_names_the_byte()
    {
        const string Line = """{"event_type":"alert","src_ip":"192.0.2.256","alert":{}}""";
        Assert.Equal((UnparsedReason.BadAddress, Line.IndexOf("\"192", StringComparison.Ordinal)), Parse.Reason(Line));
    }

    [Theory]
    [InlineData("""{"event_type":"flow","src_ip":"192.0.2.256"}""")]
    [InlineData("""{"event_type":"flow","src_ip":"192.0.2""")]
    [InlineData("""{"src_ip":"192.0.2.1","x":}""")]
    [InlineData("""{"a":{"event_type":"alert","alert":{"gid":1}}}""")]
    [InlineData("""{"event\u005ftype":"alert","alert":{},"x":"\"event_type\""}""")]
    [InlineData("""Nov 24 10:00:00 ids snort: {"event_type":"alert","alert":{"signature_id":7}}""")]
    [InlineData("""Nov 24 10:00:00 ids app: @cee: {"event_type":"alert","alert":{"signature_id":7}}""")]
    public void Other_text_is_none(string line)
    {
        Assert.Null(Parse.Line(line));
        Assert.Null(Parse.Reason(line));
    }
}
