using System;
using System.Diagnostics;
using System.Text;
using ProbeClassifier.Events;
using ProbeClassifier.Kernels;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects.Host;

/// <summary>What the tables of the other tests leave out: action, direction, the name of the program and its words.</summary>
public sealed class HostFieldTests
{
    [Theory]
    [InlineData("sshd[2]: error: PAM: Authentication failure for x from 192.0.2.1", "Blocked Inbound", "'sshd' 'PAM: Authentication failure for x from 192.0.2.1'")]
    [InlineData("in.telnetd[1]: refused connect from host.example.com", "Blocked Inbound", "'in.telnetd' 'refused connect from host.example.com'")]
    [InlineData("portsentry[1]: attackalert: UDP scan from host: h/192.0.2.1 to UDP port: 137", "Other Inbound", "'portsentry' 'UDP scan from host: h/192.0.2.1 to UDP port: 137'")]
    [InlineData("psad: src: 192.0.2.1 signature match: \"MISC x\" (sid: 100205) tcp port: 1433", "Other Inbound", "'psad' 'MISC x'")]
    [InlineData("named[1]: client 192.0.2.1#4242: query (cache) 'x/A/IN' denied", "Blocked Inbound", "'named' 'query (cache) 'x/A/IN' denied'")]
    [InlineData("named[1]: Malformed response from [192.0.2.1].53 (x)", "Other Inbound", "'named' 'Malformed response from [192.0.2.1].53 (x)'")]
    [InlineData("login: LOGIN FAILURE ON ttyp0", "Blocked Unknown", "'login' 'LOGIN FAILURE ON ttyp0'")]
    [InlineData("kernel: device eth0 entered promiscuous mode", "Other Unknown", "'kernel' 'device eth0 entered promiscuous mode'")]
    [InlineData("kernel: martian source 198.51.100.1 from 192.0.2.1, on dev eth0", "Other Inbound", "'kernel' 'martian source 198.51.100.1 from 192.0.2.1, on dev eth0'")]
    [InlineData("exiting on signal 15", "Other Unknown", "'' 'exiting on signal 15'")]
    public void Action_direction_and_words(string message, string deed, string words)
    {
        string call = Assert.Single(Parse.Whole(Parse.Bytes("May 14 11:03:57 gw " + message), KernelKind.Scalar));
        Assert.Contains($" x1 {deed} ", call, StringComparison.Ordinal);
        Assert.Contains(words, call, StringComparison.Ordinal);
    }

    [Fact]
    public void A_psad_signature_has_its_number() =>
        Assert.Equal(new ProbeSignature(1, 100205, 0), Parse.Line("May 14 11:03:57 gw psad: src: 192.0.2.1 signature match: \"MISC x\" (sid: 100205) tcp port: 1433")!.Signature);

    [Fact]
    public void A_quoted_repeat_counts_as_often_as_it_says() =>
        Assert.Equal(5u, Parse.Line("May 14 11:03:57 gw sshd[2]: message repeated 5 times: [ Failed password for root from 192.0.2.1 port 4242 ssh2]")!.Count);

    /// <summary>A frame of 64 KB of what a form is made of is read in time that grows with its length, not with its square.</summary>
    [Theory]
    [InlineData("sshd[2]: Failed hostbased for ", " from 192.0.2.1 port 1 ssh2: ")]
    [InlineData("sshd[2]: Disconnecting invalid user ", " 192.0.2.1 port 1 ")]
    [InlineData("dovecot: auth: sql(", ",192.0.2.1): unknown user")]
    [InlineData("vsftpd[1]: [", "] FAIL LOGIN: Client \"")]
    [InlineData("tripwire[1]: Integrity Check Complete: ", "V:0 A: ")]
    public void A_long_line_takes_no_longer_than_its_length(string head, string piece)
    {
        byte[] line = Parse.Bytes("May 14 11:03:57 gw " + head + new StringBuilder().Insert(0, piece, 60_000 / piece.Length));
        Parse.Whole(line, KernelKind.Scalar);
        var watch = Stopwatch.StartNew();
        Parse.Whole(line, KernelKind.Scalar);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), watch.Elapsed.ToString());
    }
}
