namespace ProbeClassifier.Tests.Dialects.Host;

/// <summary>TCP wrappers, inetd, xinetd and RPC services.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("in.telnetd[1]: refused connect from host.example.com", "Refused")]
    [InlineData("in.telnetd[1]: refused connect from user@192.0.2.1", "Refused 192.0.2.1")]
    [InlineData("in.ftpd[1]: refused connect from x@203.0.113.9 (203.0.113.9)@host.example.com (192.0.2.1)", "Refused 192.0.2.1")]
    [InlineData("in.ftpd[1]: refused connect from a@203.0.113.9@192.0.2.1", "Refused 192.0.2.1")]
    [InlineData("inetd[1]: refused connection from 192.0.2.1, service ftpd (tcp)", "Refused 192.0.2.1 Tcp")]
    [InlineData("inetd[1]: refused connection from host.example.com, service tftpd (udp4)", "Refused Udp")]
    [InlineData("xinetd[1]: FAIL: telnet address from=192.0.2.1", "Refused 192.0.2.1")]
    [InlineData("xinetd[1]: FAIL: amanda libwrap from=::ffff:192.0.2.1", "Refused 192.0.2.1")]
    [InlineData("xinetd[1]: libwrap refused connection to in.telnetd from 192.0.2.1", "Refused 192.0.2.1")]
    [InlineData("portmap[1]: connect from 192.0.2.1 to dump(): request from unauthorized host", "Refused 192.0.2.1")]
    [InlineData("rpcbind[1]: connect from 192.0.2.1 to callit(mountd): request not forwarded", "Refused 192.0.2.1")]
    [InlineData("mountd[1]: refused mount request from 192.0.2.1 for /home (/): not exported", "Refused 192.0.2.1")]
    [InlineData("mountd[1]: Unauthorized access by NFS client 192.0.2.1.", "Refused 192.0.2.1")]
    [InlineData("ypserv[1]: refused connect from 192.0.2.1:834 to procedure ypproc_match", "Refused 192.0.2.1:834")]
    [InlineData("in.telnetd[1]: refused connect from 192.0.2.", "unparsed Truncated")]
    [InlineData("in.telnetd[1]: refused connect from host.example.com (192.0.2", "unparsed Truncated")]
    [InlineData("xinetd[1]: FAIL: telnet address from=192.0.2.256 x", "unparsed BadAddress")]
    [InlineData("inetd[1]: refused connection from 192.0.2.1", "unparsed Truncated")]
    public void A_refused_client(string message, string facts) => Assert.Equal(facts, HostFacts.Of(message));

    [Theory]
    [InlineData("rpc.statd[1]: gethostbyname error for ^X÷ÿ¿%8x%8x%62716x%hn", "ExploitAttempt")]
    [InlineData("rpc.statd[1]: gethostbyname error for ", "ExploitAttempt")]
    [InlineData("rpc.statd[1]: SM_MON request for hostname containing '/': /../x", "ExploitAttempt")]
    [InlineData("statd[1]: Received erroneous SM_UNMON request from 192.0.2.1 for 198.51.100.1", "ExploitAttempt 192.0.2.1")]
    [InlineData("statd[1]: attempt to create \"/var/statmon/sm/; echo x >> /etc/inetd.conf\"", "ExploitAttempt")]
    [InlineData("rpc.ttdbserverd[1]: _Tt_file_system::findBestMountPoint -- max_match_entry is null, aborting...", "ExploitAttempt")]
    [InlineData("amd[1]: amq requested mount of ", "ExploitAttempt")]
    public void An_attack_on_an_RPC_service(string message, string facts) => Assert.Equal(facts, HostFacts.Of(message));

    [Theory]
    [InlineData("in.telnetd[1]: connect from 192.0.2.1")]
    [InlineData("in.telnetd[1]: warning: refused connect from 192.0.2.1")]
    [InlineData("xinetd[1]: START: telnet pid=5 from=192.0.2.1")]
    [InlineData("inetd[1]: ftp/tcp server failing (looping), service terminated")]
    [InlineData("portmap[1]: connect from 192.0.2.1 to getport(mountd)")]
    [InlineData("rpc.statd[1]: gethostbyname error for host.example.com")]
    [InlineData("amd[1]: amq requested mount of /home")]
    [InlineData("mountd[1]: authenticated mount request from host.example.com:800 for /home (/home)")]
    [InlineData("someone[1]: refused connect from 192.0.2.1")]
    public void Other_text_is_none(string message) => Assert.Equal("other", HostFacts.Of(message));
}
