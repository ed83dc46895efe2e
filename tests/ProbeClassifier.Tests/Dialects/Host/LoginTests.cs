namespace ProbeClassifier.Tests.Dialects.Host;

/// <summary>login, FTP servers and rshd.</summary>
public sealed class LoginTests
{
    [Theory]
    [InlineData("login[1]: FAILED LOGIN 2 FROM 192.0.2.1 FOR root, Authentication failure", "LoginFailed 192.0.2.1")]
    [InlineData("login[1]: FAILED LOGIN 2 FROM host.example.com FOR x FROM 203.0.113.9 FOR y, Authentication failure", "LoginFailed")]
    [InlineData("login[1]: FAILED LOGIN 1 FROM (null) FOR x FROM 203.0.113.9, Authentication failure", "LoginFailed")]
    [InlineData("login[1]: FAILED LOGIN 1 FROM 192.0.2.1 FOR x, User not known to the underlying authentication module", "UnknownUser 192.0.2.1")]
    [InlineData("login[1]: FAILED LOGIN (1) on '/dev/tty1' FOR 'x FROM 203.0.113.9', Authentication failure", "LoginFailed")]
    [InlineData("login[1]: TOO MANY LOGIN TRIES (3) FROM 192.0.2.1 FOR root, Authentication failure", "LoginFailed 192.0.2.1")]
    [InlineData("login: 2 LOGIN FAILURES FROM 192.0.2.1, root", "LoginFailed 192.0.2.1")]
    [InlineData("login: LOGIN FAILURE ON ttyp0", "LoginFailed")]
    [InlineData("ftpd[1]: failed login from host.example.com [192.0.2.1]", "LoginFailed 192.0.2.1")]
    [InlineData("ftpd[1]: repeated login failures from host.example.com [192.0.2.1]", "LoginFailed 192.0.2.1")]
    [InlineData("ftpd[1]: FTP LOGIN FAILED (cannot set guest privileges) for host.example.com [192.0.2.1], ftp [203.0.113.9]", "LoginFailed 192.0.2.1")]
    [InlineData("ftpd[1]: FTP LOGIN REFUSED (username in denied-uid) FROM host.example.com [192.0.2.1], root", "LoginFailed 192.0.2.1")]
    [InlineData("ftpd[1]: FTP LOGIN FAILED FROM 192.0.2.1, root", "LoginFailed 192.0.2.1")]
    [InlineData("proftpd[1]: s (h[192.0.2.1]) - USER x: no such user found from h [203.0.113.9] to 198.51.100.1:21", "UnknownUser 192.0.2.1")]
    [InlineData("proftpd[1] s (h[::ffff:192.0.2.1]): USER x (h[203.0.113.9]) (Login failed): Incorrect password.", "LoginFailed 192.0.2.1")]
    [InlineData("proftpd[1]: s (h[192.0.2.1]) - no such user 'x'", "UnknownUser 192.0.2.1")]
    [InlineData("proftpd[1]: s (h[192.0.2.1]) - PAM(x): Authentication failure.", "LoginFailed 192.0.2.1")]
    [InlineData("proftpd[1]: s (h[192.0.2.1]) - Maximum login attempts (3) exceeded", "LoginFailed 192.0.2.1")]
    [InlineData("proftpd[1]: s (h[192.0.2.1]) - Connection from h [192.0.2.1] denied.", "Refused 192.0.2.1")]
    [InlineData("vsftpd[1]: [x] FAIL LOGIN: Client \"192.0.2.1\", \"User is not in the allow user list.\"", "LoginFailed 192.0.2.1")]
    [InlineData("vsftpd: (pam_unix) authentication failure; logname= uid=0 euid=0 tty= ruser= rhost=192.0.2.1", "LoginFailed 192.0.2.1")]
    [InlineData("vsftpd: pam_unix(vsftpd:auth): authentication failure; logname= uid=0 euid=0 tty=ftp ruser=rhost=203.0.113.9 rhost=192.0.2.1", "LoginFailed 192.0.2.1")]
    [InlineData("vsftpd: pam_sss(vsftpd:auth): authentication failure; logname= uid=0 euid=0 tty=ftp ruser=x rhost=192.0.2.1 user=x rhost=203.0.113.9", "LoginFailed")]
    [InlineData("pure-ftpd: (?@192.0.2.1) [WARNING] Authentication failed for user [x (?@203.0.113.9) ]", "LoginFailed 192.0.2.1")]
    [InlineData("rshd[1]: Connection from 192.0.2.1 on illegal port", "Refused 192.0.2.1")]
    [InlineData("ftpd[1]: SITE EXEC %020d|%.f%.f|", "ExploitAttempt")]
    public void A_failed_login(string message, string facts) => Assert.Equal(facts, HostFacts.Of(message));

    [Theory]
    [InlineData("ftpd[1]: failed login from host.example.com [192.0.2", "unparsed Truncated")]
    [InlineData("vsftpd[1]: [a] FAIL LOGIN: Client \"203.0.113.9\"] FAIL LOGIN: Client \"192.0.2.1\"", "unparsed BadField")]
    [InlineData("proftpd[1]: s (h[192.0.2]) - SECURITY VIOLATION: root login attempted.", "unparsed BadAddress")]
    public void What_cannot_be_understood_says_why(string message, string facts) => Assert.Equal(facts, HostFacts.Of(message));

    [Theory]
    [InlineData("login[1]: ROOT LOGIN ON tty1")]
    [InlineData("login: pam_unix(login:session): session opened for user root by (uid=0)")]
    [InlineData("ftpd[1]: FTP LOGIN FROM h [192.0.2.1], x")]
    [InlineData("ftpd[1]: ANONYMOUS FTP LOGIN FROM h [192.0.2.1], failed login from h [203.0.113.9]")]
    [InlineData("proftpd[1]: s (h[192.0.2.1]) - USER (Login failed): Login successful.")]
    [InlineData("vsftpd[1]: [ftp] OK LOGIN: Client \"192.0.2.1\", anon password \"x\"")]
    [InlineData("ftpd[1]: SITE EXEC date")]
    [InlineData("pure-ftpd: (x@192.0.2.1) [INFO] x is now logged in")]
    [InlineData("vsftpd: pam_unix(vsftpd:session): session opened for user x")]
    [InlineData("login: about an authentication failure; rhost=192.0.2.1")]
    public void Other_text_is_none(string message) => Assert.Equal("other", HostFacts.Of(message));
}
