using System.Text;
using ProbeClassifier.Events;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects.Host;

/// <summary>BIND 8 and 9.</summary>
public sealed class NamedTests
{
    [Theory]
    [InlineData("named[1]: denied AXFR from [192.0.2.1].1234 for \"example.com\" (acl)", "TransferDenied 192.0.2.1:1234")]
    [InlineData("named[1]: unapproved AXFR from [192.0.2.1].1234 for \"example.com\" (acl)", "TransferDenied 192.0.2.1:1234")]
    [InlineData("named[1]: unapproved update from [192.0.2.1].53 for example.com", "Refused 192.0.2.1:53")]
    [InlineData("named[1]: unapproved query from [192.0.2.1].53 for \"version.bind\"", "Refused 192.0.2.1:53")]
    [InlineData("named[1]: client 192.0.2.1#4242: zone transfer 'example.com/AXFR/IN' denied", "TransferDenied 192.0.2.1:4242")]
    [InlineData("named[1]: client @0x7f0010 2001:db8::1#4242 (example.com): zone transfer 'example.com/IXFR/IN' denied", "TransferDenied 2001:db8::1:4242")]
    [InlineData("named[1]: client 192.0.2.1#4242 (example.com): bad zone transfer request: 'example.com/IN': non-authoritative zone (NOTAUTH)", "TransferDenied 192.0.2.1:4242")]
    [InlineData("named[1]: client 192.0.2.1#4242: view external: query (cache) './NS/IN' denied", "Refused 192.0.2.1:4242")]
    [InlineData("named[1]: client 192.0.2.1#4242 (x): query (cache) 'x/A/IN' denied (allow-query-cache did not match)", "Refused 192.0.2.1:4242")]
    [InlineData("named[1]: client 192.0.2.1#4242: query (cache) denied", "Refused 192.0.2.1:4242")]
    [InlineData("named[1]: client 192.0.2.1#4242: update 'example.com/IN' denied", "Refused 192.0.2.1:4242")]
    public void What_BIND_refuses(string message, string facts) => Assert.Equal(facts, HostFacts.Of(message));

    /// <summary>BIND's own files, and category and severity by syslog.</summary>
    [Theory]
    [InlineData("24-Nov-2026 12:00:00.123 security: info: client @0x7f0010 192.0.2.1#53 (example.com): query (cache) 'x/A/IN' denied", "Refused 192.0.2.1:53")]
    [InlineData("24-Nov-2026 12:00:00.123 security: client @0x7f0010 192.0.2.1#53 (example.com): query (cache) 'x/A/IN' denied", "Refused 192.0.2.1:53")]
    [InlineData("24-Nov-2026 12:00:00.123 error: client 192.0.2.1#53: zone transfer 'example.com/AXFR/IN' denied", "TransferDenied 192.0.2.1:53")]
    [InlineData("24-Nov-2026 12:00:00.123 client 2001:db8::1#53 (x): zone transfer 'x/AXFR/IN' denied", "TransferDenied 2001:db8::1:53")]
    [InlineData("24-Nov-2026 12:00:00 client: debug 3: client 192.0.2.1#53: message parsing failed: FORMERR", "Malformed 192.0.2.1:53")]
    [InlineData("2026-11-24T12:00:00.123Z security: info: client @0x7f0010 192.0.2.1#53 (x): query 'x/A/IN' denied", "Refused 192.0.2.1:53")]
    [InlineData("2026-11-24T12:00:00.123 client @0x7f0010 192.0.2.1#53 (x): query 'x/A/IN' denied", "Refused 192.0.2.1:53")]
    [InlineData("Nov 24 12:00:00 update-security: error: client @0x7f0010 192.0.2.1#53 (x): zone transfer 'x/AXFR/IN' denied", "TransferDenied 192.0.2.1:53")]
    [InlineData("24-Nov-2000 12:00:00.123 security: notice: denied AXFR from [192.0.2.1].1234 for \"example.com\"", "TransferDenied 192.0.2.1:1234")]
    [InlineData("24-Nov-2000 12:00:00.123 unapproved update from [192.0.2.1].53 for example.com", "Refused 192.0.2.1:53")]
    [InlineData("24-Nov-2000 12:00:00.123 default: info: bad referral (a !< b) from [192.0.2.1].53", "Malformed 192.0.2.1:53")]
    [InlineData("Nov 24 12:00:00 ns named[1]: security: info: client @0x7f0010 192.0.2.1#53 (x): query 'x/A/IN' denied", "Refused 192.0.2.1:53")]
    [InlineData("24-Nov-2026 12:00:00.123 security: info: client 192.0.2.1#70000: query 'x/A/IN' denied", "unparsed BadPort")]
    [InlineData("24-Nov-2026 12:00:00.123 security: info: denied AXFR from [192.0.2", "unparsed Truncated")]
    [InlineData("24-Nov-2026 12:00:00.123 queries: info: client @0x7f0010 192.0.2.1#53 (denied.example): query: denied.example IN A +", "other")]
    [InlineData("24-Nov-2026 12:00:00.123 myapp: info: client 192.0.2.1#53: query 'x/A/IN' denied", "other")]
    [InlineData("24-Nov-2026 12:00:00.123 security: info: a client 192.0.2.1#53: query 'x/A/IN' denied", "other")]
    [InlineData("31-Nov-2026 12:00:00.123 security: info: client 192.0.2.1#53: query 'x/A/IN' denied", "other")]
    [InlineData("24-Nov-2026 25:00:00.123 security: info: client 192.0.2.1#53: query 'x/A/IN' denied", "other")]
    [InlineData("security: info: client 192.0.2.1#53: query 'x/A/IN' denied", "other")]
    [InlineData("<14>Nov 24 12:00:00 security: info: client 192.0.2.1#53: query 'x/A/IN' denied", "other")]
    [InlineData("Nov 24 12:00:00 gw security: info: client 192.0.2.1#53: query 'x/A/IN' denied", "other")]
    [InlineData("Nov 24 12:00:00 client app#5: query 'x/A/IN' denied", "other")]
    [InlineData("Nov 24 12:00:00 denied AXFR from [192.0.2.1].1234 for \"x\"", "other")]
    [InlineData("2026-11-24T12:00:00Z client sshd[1]: Failed password for root from 192.0.2.1 port 1 ssh2", "LoginFailed 192.0.2.1:1")]
    public void Its_own_files(string line, string facts) => Assert.Equal(facts, HostFacts.Of(line, head: ""));

    [Theory]
    [InlineData("24-Nov-2026 12:00:00.123 security: info: client 192.0.2.1#53: query 'x/A/IN' denied")]
    [InlineData("2026-11-24T12:00:00.123Z security: info: client 192.0.2.1#53: query 'x/A/IN' denied")]
    [InlineData("2026-11-24T12:00:00.123Z client 192.0.2.1#53: query 'x/A/IN' denied")]
    public void Its_own_stamp_is_the_time_and_nobody_s_name_is_the_program(string line)
    {
        ProbeEventRecord e = Parse.Line(line)!;
        Assert.Equal(new System.DateTimeOffset(2026, 11, 24, 12, 0, 0, 123, System.TimeSpan.Zero), e.Time);
        Assert.Equal(("", "query 'x/A/IN' denied"), (Encoding.ASCII.GetString(e.AppName.Span), Encoding.ASCII.GetString(e.Message.Span)));
    }

    [Theory]
    [InlineData("named[1]: dropping source port zero packet from [192.0.2.1].0", "Malformed 192.0.2.1:0")]
    [InlineData("named[1]: Malformed response from [192.0.2.1].53 (out of data in final pass)", "Malformed 192.0.2.1:53")]
    [InlineData("named[1]: Response from unexpected source ([192.0.2.1].53) for query \"example.com IN A\"", "Malformed 192.0.2.1:53")]
    [InlineData("named[1]: bad referral (example.com !< x.example.com) from [192.0.2.1].53", "Malformed 192.0.2.1:53")]
    [InlineData("named[1]: client 192.0.2.1#4242: message parsing failed: FORMERR", "Malformed 192.0.2.1:4242")]
    public void What_BIND_does_not_believe(string message, string facts) => Assert.Equal(facts, HostFacts.Of(message));

    [Theory]
    [InlineData("named[1]: denied AXFR from [192.0.2", "unparsed Truncated")]
    [InlineData("named[1]: denied AXFR from [192.0.2.300].1 for \"x\"", "unparsed BadAddress")]
    [InlineData("named[1]: client 192.0.2.1#70000: query 'x/A/IN' denied", "unparsed BadPort")]
    public void What_cannot_be_understood_says_why(string message, string facts) => Assert.Equal(facts, HostFacts.Of(message));

    [Theory]
    [InlineData("named[1]: client 192.0.2.1#4242: query: denied.example.com IN A +")]
    [InlineData("named[1]: client 192.0.2.1#4242 (x): transfer of 'x/IN': AXFR started")]
    [InlineData("named[1]: approved AXFR from [192.0.2.1].1 for \"x\"")]
    [InlineData("named[1]: zone transfer (AXFR) of \"example.com\" (IN) to [192.0.2.1].1")]
    [InlineData("named[1]: client 192.0.2.1#4242: query (cache)")]
    [InlineData("named[1]: denied by nobody")]
    [InlineData("name[1]: client 192.0.2.1#4242: query (cache) 'x/A/IN' denied")]
    public void Other_text_is_none(string message) => Assert.Equal("other", HostFacts.Of(message));
}
