namespace ProbeClassifier.Tests.Dialects.Host;

/// <summary>POP and IMAP servers.</summary>
public sealed class MailboxTests
{
    [Theory]
    [InlineData("ipop3d[1]: Login failure user=x host=h.example.com [192.0.2.1]", "LoginFailed 192.0.2.1")]
    [InlineData("imapd[1]: Login failed user=x host=h [203.0.113.9] auth=x host=h.example.com [192.0.2.1] ", "LoginFailed 192.0.2.1")]
    [InlineData("imapd[1]: Login failed user=x auth=x host=[192.0.2.1]", "LoginFailed 192.0.2.1")]
    [InlineData("imapd[1]: Login excessive login failures user=x auth=x host=h [192.0.2.1]", "LoginFailed 192.0.2.1")]
    [InlineData("imapd[1]: AUTHENTICATE PLAIN failure host=h [192.0.2.1]", "LoginFailed 192.0.2.1")]
    [InlineData("imapd: LOGIN FAILED, user=x, ip=[203.0.113.9], ip=[::ffff:192.0.2.1]", "LoginFailed 192.0.2.1")]
    [InlineData("imapd-ssl: LOGIN FAILED, method=PLAIN, ip=[::ffff:192.0.2.1], port=[255]", "LoginFailed 192.0.2.1")]
    [InlineData("dovecot: imap-login: Aborted login (auth failed, 1 attempts): user=<x>, method=PLAIN, rip=192.0.2.1, lip=198.51.100.1", "LoginFailed 192.0.2.1")]
    [InlineData("dovecot[1]: imap-login: Disconnected (auth failed, 1 attempts): user=<x>, rip=203.0.113.9, lip=y>, method=PLAIN, rip=192.0.2.1, lip=198.51.100.1", "LoginFailed 192.0.2.1")]
    [InlineData("pop3-login: Info: Aborted login (auth failed, 1 attempts in 2 secs): user=<x>, method=PLAIN, rip=192.0.2.1", "LoginFailed 192.0.2.1")]
    [InlineData("dovecot: pop3-login: Disconnected (no auth attempts): rip=192.0.2.1, lip=198.51.100.1, TLS: Disconnected", "PreauthDisconnect 192.0.2.1")]
    [InlineData("dovecot: pop3-login: Aborted login (tried to use disabled plaintext auth): rip=192.0.2.1, lip=198.51.100.1", "PreauthDisconnect 192.0.2.1")]
    [InlineData("dovecot: auth: sql(x,192.0.2.1,<n4JL>): Password mismatch", "LoginFailed 192.0.2.1")]
    [InlineData("dovecot: auth-worker(304): pam(x,203.0.113.9,192.0.2.1): unknown user", "UnknownUser 192.0.2.1")]
    [InlineData("dovecot: auth: sql(x,203.0.113.9): unknown user,192.0.2.1,<n4JL>): unknown user", "UnknownUser")]
    [InlineData("dovecot: auth-worker(304): pam(x,192.0.2.1): pam_authenticate() failed: Authentication failure (password mismatch?)", "LoginFailed 192.0.2.1")]
    [InlineData("auth: pam_unix(dovecot:auth): authentication failure; logname= uid=0 euid=0 tty=dovecot ruser=x rhost=192.0.2.1", "LoginFailed 192.0.2.1")]
    [InlineData("popper[1]: [AUTH] Failed attempted login to x from host (203.0.113.9) 192.0.2.1", "LoginFailed 192.0.2.1")]
    [InlineData("popper[1]: Possible probe of account x from host h (192.0.2.1)", "LoginFailed 192.0.2.1")]
    [InlineData("popper[1]: x at h (192.0.2.1): -ERR [AUTH] Password supplied for \"x\" is incorrect.", "LoginFailed 192.0.2.1")]
    [InlineData("popper[1]: a (203.0.113.9): -ERR y at h (192.0.2.1): -ERR [AUTH] Password supplied for \"a\" is incorrect.", "other")]
    [InlineData("popper[1]: x at h (192.0.2.1): -ERR [AUTH] Password supplied for \"a (203.0.113.9): -ERR y\" is incorrect.", "LoginFailed")]
    [InlineData("cyrus/imaps[1]: badlogin: h.example.com [192.0.2.1] plaintext x [203.0.113.9] SASL(-13): authentication failure", "LoginFailed 192.0.2.1")]
    [InlineData("imapd[1]: Command stream end of file, while reading line user=??? host=h [192.0.2.1]", "PreauthDisconnect 192.0.2.1")]
    [InlineData("ipop3d[1]: refused connect from 192.0.2.1", "Refused 192.0.2.1")]
    public void A_failed_login(string message, string facts) => Assert.Equal(facts, HostFacts.Of(message));

    /// <summary>Dovecot's own files: no host, the process in the program's place, or neither.</summary>
    [Theory]
    [InlineData("Nov 24 12:00:00 imap-login: Info: Disconnected (auth failed, 3 attempts): user=<x>, method=PLAIN, rip=192.0.2.1, lip=198.51.100.1", "LoginFailed 192.0.2.1")]
    [InlineData("2026-11-24 12:00:00 imap-login: Info: Login aborted: Connection closed (auth failed, 3 attempts in 16 secs) (auth_failed): user=<x>, method=PLAIN, rip=192.0.2.1, lip=0.0.0.0, TLS, session=<a>", "LoginFailed 192.0.2.1")]
    [InlineData("2026-11-24T12:00:00+0900 managesieve-login: Info: Disconnected (no auth attempts in 10 secs): user=<>, rip=2001:db8::1", "PreauthDisconnect 2001:db8::1")]
    [InlineData("Nov 24 12:00:00 submission-login: Info: Aborted login (auth failed, 1 attempts): user=<x>, method=PLAIN, rip=192.0.2.1", "LoginFailed 192.0.2.1")]
    [InlineData("Nov 24 12:00:00 auth-worker(22401): Info: sql(x,192.0.2.1,<n4JLd>): unknown user", "UnknownUser 192.0.2.1")]
    [InlineData("Nov 24 12:00:00 auth-worker(80180): Info: conn unix:auth-worker (uid=143): auth-worker<13247>: sql(x,192.0.2.1): unknown user", "UnknownUser 192.0.2.1")]
    [InlineData("Nov 24 12:00:00 auth: Info: ldap(x,192.0.2.1,): invalid credentials", "LoginFailed 192.0.2.1")]
    [InlineData("Nov 24 12:00:00 auth(x@example.com,192.0.2.1,sasl:login)<CvN+E>: Info: sql: Password mismatch (given password: y)", "LoginFailed 192.0.2.1")]
    [InlineData("Nov 24 12:00:00 auth(203.0.113.9,sasl:x,192.0.2.1,sasl:login)<CvN+E>: Info: sql: unknown user", "UnknownUser 192.0.2.1")]
    [InlineData("Nov 24 12:00:00 auth(x,203.0.113.9,sasl:login)<a>: b,192.0.2.1,sasl:login)<CvN+E>: Info: sql: unknown user", "other")]
    [InlineData("May 14 11:03:57 gw dovecot: auth(x,203.0.113.9,sasl:login)<a>: sql: unknown user,192.0.2.1,sasl:login)<CvN+E>: sql: unknown user", "UnknownUser")]
    [InlineData("May 14 11:03:57 gw dovecot: auth(x,192.0.2.1,sasl:plain)<CvN+E>: sql: Password mismatch", "LoginFailed 192.0.2.1")]
    [InlineData("dovecot: Nov 24 12:00:00 Info: imap-login: Aborted login (auth failed, 1 attempts): user=<x>, method=PLAIN, rip=192.0.2.1, lip=198.51.100.1", "LoginFailed 192.0.2.1")]
    [InlineData("dovecot: 2026-11-24 12:00:00 Info: pop3-login: Disconnected (no auth attempts): rip=192.0.2.1, lip=198.51.100.1", "PreauthDisconnect 192.0.2.1")]
    [InlineData("dovecot: Nov 24 12:00:00 Info: auth(default): pam(x,192.0.2.1): unknown user", "UnknownUser 192.0.2.1")]
    [InlineData("Nov 24 12:00:00 imap-login: Info: Disconnected (auth failed, 3 attempts): user=<x>, meth", "unparsed Truncated")]
    [InlineData("dovecot: Nov 24 12:00:00 Info: imap-login: Aborted login (auth failed, 1 attempts): user=<x>, rip=192.0.2.300, lip=1", "unparsed BadAddress")]
    [InlineData("dovecot: Nov 24 12:00:00 Info: imap-login: Login: user=<x>, method=PLAIN, rip=192.0.2.1, lip=198.51.100.1 (auth failed, 1)", "other")]
    [InlineData("dovecot: Nov 24 12:00:00 Error: imap-login: Aborted login (auth failed, 1 attempts): user=<x>, rip=192.0.2.1", "other")]
    [InlineData("dovecot: Nov 32 12:00:00 Info: imap-login: Aborted login (auth failed, 1 attempts): user=<x>, rip=192.0.2.1", "other")]
    [InlineData("Nov 24 12:00:00 auth-worker(x1): Info: sql(x,192.0.2.1): unknown user", "other")]
    [InlineData("Nov 24 12:00:00 myauth(x,192.0.2.1,sasl:login)<a>: Info: sql: unknown user", "other")]
    [InlineData("Nov 24 12:00:00 gw app: auth(x,192.0.2.1,sasl:login)<a>: Info: sql: unknown user", "other")]
    [InlineData("Nov 24 12:00:00 imap-login: Info: Login: user=<x>, method=PLAIN, rip=192.0.2.1, lip=198.51.100.1", "other")]
    public void Dovecot_s_own_files(string line, string facts) => Assert.Equal(facts, HostFacts.Of(line, head: ""));

    [Theory]
    [InlineData("imapd[1]: command too long host=h [192.0.2.1]", "ExploitAttempt 192.0.2.1")]
    [InlineData("qpopper[1]: h (192.0.2.1): -ERR Command \"user\" (truncated) exceedes maximum permitted size.", "ExploitAttempt 192.0.2.1")]
    [InlineData("ipop3d[1]: Line too long", "ExploitAttempt")]
    public void An_overlong_command(string message, string facts) => Assert.Equal(facts, HostFacts.Of(message));

    [Theory]
    [InlineData("imapd[1]: Login failed user=x auth=x host=h [192.0.2", "unparsed Truncated")]
    [InlineData("imapd[1]: LOGIN FAILED, user=x, ip=[192.0.2.300]", "unparsed BadAddress")]
    [InlineData("dovecot: imap-login: Aborted login (auth failed, 1 attempts): user=<x>, meth", "unparsed Truncated")]
    public void What_cannot_be_understood_says_why(string message, string facts) => Assert.Equal(facts, HostFacts.Of(message));

    [Theory]
    [InlineData("ipop3d[1]: Login user=x host=h [192.0.2.1] nmsgs=3/3")]
    [InlineData("dovecot: imap-login: Login: user=<x>, method=PLAIN, rip=192.0.2.1, lip=198.51.100.1")]
    [InlineData("dovecot: imap(x): Disconnected: Logged out bytes=1/2")]
    [InlineData("imapd[1]: LOGIN, user=x, ip=[::ffff:192.0.2.1], protocol=IMAP")]
    [InlineData("popper[1]: Stats: x 0 0 0 0 h 192.0.2.1")]
    [InlineData("imapd[1]: Command stream end of file, while reading line user=x host=h [192.0.2.1]")]
    [InlineData("dovecot: pop3-login: Disconnected: rip=192.0.2.1, lip=198.51.100.1")]
    [InlineData("popper[1]: x at h (192.0.2.1): -ERR POP timeout")]
    public void Other_text_is_none(string message) => Assert.Equal("other", HostFacts.Of(message));
}
