namespace ProbeClassifier.Tests.Dialects.Host;

/// <summary>sshd and dropbear.</summary>
public sealed class SshdTests
{
    [Theory]
    [InlineData("sshd[2]: Invalid user admin from 192.0.2.1", "UnknownUser 192.0.2.1")]
    [InlineData("sshd[2]: Invalid user admin from 192.0.2.1 port 4242", "UnknownUser 192.0.2.1:4242")]
    [InlineData("sshd[2]: Invalid user  from 192.0.2.1 port 4242", "UnknownUser 192.0.2.1:4242")]
    [InlineData("sshd[2]: Invalid user from 203.0.113.9 port 1 from 192.0.2.1 port 4242", "UnknownUser 192.0.2.1:4242")]
    [InlineData("sshd[2]: Illegal user x from 2001:db8::1", "UnknownUser 2001:db8::1")]
    [InlineData("sshd[2]: Failed password for root from 192.0.2.1 port 4242 ssh2", "LoginFailed 192.0.2.1:4242")]
    [InlineData("sshd[2]: Failed password for root from 192.0.2.1 port 4242", "LoginFailed 192.0.2.1:4242")]
    [InlineData("sshd[2]: Failed password for invalid user x from fe80::1%eth0 port 4242 ssh2", "LoginFailed fe80::1:4242")]
    [InlineData("sshd[2]: Failed password for invalid user x from 203.0.113.9 port 1 ssh2 from 192.0.2.1 port 4242 ssh2", "LoginFailed 192.0.2.1:4242")]
    [InlineData("sshd[2]: Failed none for x from host.example.com port 4242 ssh2", "LoginFailed:4242")]
    [InlineData("sshd-session[2]: Failed publickey for git from 192.0.2.1 port 4242 ssh2: ED25519 SHA256:abc", "LoginFailed 192.0.2.1:4242")]
    [InlineData("sshd[2]: Failed publickey for x from 203.0.113.9 port 1 ssh2: RSA y from 192.0.2.1 port 4242 ssh2: RSA SHA256:abc", "LoginFailed 192.0.2.1:4242")]
    [InlineData("sshd[2]: Failed hostbased for x from 192.0.2.1 port 4242 ssh2: RSA SHA256:abc, client user \"x\", client host \"h\"", "LoginFailed 192.0.2.1:4242")]
    [InlineData("sshd[2]: [ID 800047 auth.info] Failed keyboard-interactive for x from 192.0.2.1 port 4242 ssh2", "LoginFailed 192.0.2.1:4242")]
    [InlineData("sshd[2]: error: PAM: Authentication failure for x from 192.0.2.1", "LoginFailed 192.0.2.1")]
    [InlineData("sshd[2]: error: PAM: authentication error for x from 192.0.2.1 via 198.51.100.1", "LoginFailed 192.0.2.1")]
    [InlineData("sshd[2]: error: PAM: User not known to the underlying authentication module for illegal user x from 192.0.2.1", "UnknownUser 192.0.2.1")]
    [InlineData("sshd[2]: error: maximum authentication attempts exceeded for invalid user x from 192.0.2.1 port 4242 ssh2 [preauth]", "LoginFailed 192.0.2.1:4242")]
    [InlineData("sshd[2]: User x from 192.0.2.1 not allowed because not listed in AllowUsers", "LoginFailed 192.0.2.1")]
    [InlineData("sshd[2]: User root not allowed because account is locked", "LoginFailed")]
    [InlineData("sshd[2]: ROOT LOGIN REFUSED FROM 192.0.2.1 port 4242", "LoginFailed 192.0.2.1:4242")]
    [InlineData("dropbear[3]: Bad password attempt for 'root' from 192.0.2.1:4242", "LoginFailed 192.0.2.1:4242")]
    [InlineData("dropbear[3]: Login attempt for nonexistent user from 2001:db8::1:4242", "UnknownUser 2001:db8::1:4242")]
    public void A_failed_login_names_the_client_from_the_end(string message, string facts) => Assert.Equal(facts, HostFacts.Of(message));

    [Theory]
    [InlineData("sshd[2]: Failed password for invalid user x from 192.0.2.1 port 4242 ssh2: from 203.0.113.9 port 1 ssh2", "LoginFailed")]
    [InlineData("sshd[2]: Failed hostbased for x from 192.0.2.1 port 4242 ssh2: RSA SHA256:abc, client user \"x from 203.0.113.9 port 1 ssh2: RSA y\", client host \"h\"", "LoginFailed")]
    [InlineData("sshd[2]: Disconnecting invalid user x 203.0.113.9 port 1: y 192.0.2.1 port 4242: Too many authentication failures [preauth]", "PreauthDisconnect")]
    public void Where_the_client_cannot_be_told_there_is_no_source(string message, string facts) => Assert.Equal(facts, HostFacts.Of(message));

    [Theory]
    [InlineData("sshd[2]: Connection closed by 192.0.2.1 [preauth]", "PreauthDisconnect 192.0.2.1")]
    [InlineData("sshd[2]: Connection closed by invalid user x 192.0.2.1 port 4242 [preauth]", "PreauthDisconnect 192.0.2.1:4242")]
    [InlineData("sshd[2]: Connection closed by invalid user x 203.0.113.9 port 1 [preauth] 192.0.2.1 port 4242 [preauth]", "PreauthDisconnect 192.0.2.1:4242")]
    [InlineData("sshd[2]: Connection reset by authenticating user root 192.0.2.1 port 4242 [preauth]", "PreauthDisconnect 192.0.2.1:4242")]
    [InlineData("sshd[2]: Received disconnect from 192.0.2.1: 11: Bye Bye [preauth]", "PreauthDisconnect 192.0.2.1")]
    [InlineData("sshd[2]: error: Received disconnect from 192.0.2.1 port 4242:3: from 203.0.113.9 port 1 [preauth]", "PreauthDisconnect 192.0.2.1:4242")]
    [InlineData("sshd[2]: Disconnected from 2001:db8::1 port 4242 [preauth]", "PreauthDisconnect 2001:db8::1:4242")]
    [InlineData("sshd[2]: Disconnecting invalid user x 192.0.2.1 port 4242: Too many authentication failures [preauth]", "PreauthDisconnect 192.0.2.1:4242")]
    [InlineData("sshd[2]: Disconnecting: Too many authentication failures for root [preauth]", "PreauthDisconnect")]
    [InlineData("sshd[2]: Did not receive identification string from 192.0.2.1 port 4242", "PreauthDisconnect 192.0.2.1:4242")]
    [InlineData("sshd[2]: Bad protocol version identification 'x' from 203.0.113.9' from 192.0.2.1 port 4242", "PreauthDisconnect 192.0.2.1:4242")]
    [InlineData("sshd[2]: fatal: Unable to negotiate with 192.0.2.1: no matching cipher found. Their offer: x [preauth]", "PreauthDisconnect 192.0.2.1")]
    [InlineData("sshd[2]: banner exchange: Connection from 192.0.2.1 port 4242: invalid format", "PreauthDisconnect 192.0.2.1:4242")]
    [InlineData("sshd[2]: Timeout before authentication for connection from 192.0.2.1 to 198.51.100.1, pid = 5", "PreauthDisconnect 192.0.2.1")]
    [InlineData("sshd[2]: ssh_dispatch_run_fatal: Connection from 192.0.2.1 port 4242: Connection corrupted [preauth]", "PreauthDisconnect 192.0.2.1:4242")]
    [InlineData("sshd[2]: error: kex_exchange_identification: read: Connection reset by peer", "PreauthDisconnect")]
    public void A_client_that_went_away_before_it_had_logged_in(string message, string facts) => Assert.Equal(facts, HostFacts.Of(message));

    [Theory]
    [InlineData("sshd[2]: fatal: Local: crc32 compensation attack: network attack detected", "ExploitAttempt")]
    [InlineData("sshd[2]: Disconnecting: crc32 compensation attack detected", "ExploitAttempt")]
    [InlineData("sshd[2]: Disconnecting: Corrupted check bytes on input.", "ExploitAttempt")]
    [InlineData("sshd[2]: refused connect from 192.0.2.1 (192.0.2.1)", "Refused 192.0.2.1")]
    [InlineData("sshd[2]: Bad packet length 4081586742. [preauth]", "Malformed")]
    public void Attacks_refusals_and_nonsense(string message, string facts) => Assert.Equal(facts, HostFacts.Of(message));

    [Theory]
    [InlineData("sshd[2]: Failed password for root from 192.0.2", "unparsed Truncated")]
    [InlineData("sshd[2]: Failed password for root from 192.0.2.300 port 4242 ssh2", "unparsed BadAddress")]
    [InlineData("sshd[2]: Failed password for root from 192.0.2.1 port 70000 ssh2", "unparsed BadPort")]
    [InlineData("sshd[2]: Invalid user x from 192.0.2.", "unparsed Truncated")]
    [InlineData("sshd[2]: Connection closed by 1.2.3 [preauth]", "unparsed BadAddress")]
    public void What_cannot_be_understood_says_why(string message, string facts) => Assert.Equal(facts, HostFacts.Of(message));

    [Theory]
    [InlineData("sshd[2]: Accepted password for Failed from 192.0.2.1 port 4242 ssh2")]
    [InlineData("sshd[2]: Failed to allocate internet-domain X11 display socket.")]
    [InlineData("sshd[2]: input_userauth_request: invalid user x [preauth]")]
    [InlineData("sshd[2]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.1")]
    [InlineData("sshd[2]: Connection closed by 192.0.2.1 port 4242")]
    [InlineData("sshd[2]: Disconnected from user x 192.0.2.1 port 4242")]
    [InlineData("sshd[2]: about a crc32 compensation attack")]
    [InlineData("sshd[2]: Corrupted MAC on input.")]
    [InlineData("sshd[2]: User x not allowed in")]
    [InlineData("dropbear[3]: Child connection from 192.0.2.1:4242")]
    [InlineData("myd[2]: Failed password for root from 192.0.2.1 port 4242 ssh2")]
    public void Other_text_is_none(string message) => Assert.Equal("other", HostFacts.Of(message));
}
