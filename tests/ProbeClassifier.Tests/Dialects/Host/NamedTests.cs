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
