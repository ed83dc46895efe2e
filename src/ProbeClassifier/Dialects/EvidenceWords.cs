using System.Collections.Generic;

namespace ProbeClassifier.Dialects;

/// <summary>
/// Every line of the evidence dialects that is an event, or unparsed, has one of these words, in this very case. Kernels pass over
/// lines without any. A word must be rare in what else such programs write: each line that has one costs a full reading.
/// </summary>
internal static class EvidenceWords
{
    public static readonly IReadOnlyList<string> All =
    [
        // Snort and Suricata.
        "[**]", "[Classification: ", "[Priority: ", " -> ", "portscan", "PORTSCAN", "\"event_type\"", "TTL:", "  Code:", "Frag Offset: 0x",

        // Mail: rejections of Postfix, sendmail, Exim and chkuser; Exim 3 and DKIM; qmail's reply, tcpserver and rblsmtpd.
        "reject", "ruleset=", "be forged)", "refused relay", "ification failed", "553 sorry", "deny ", "badiprbl", ": 451 ", ": 553 ", " blocked ",

        // Virus scanners, and sender checks.
        "NFECTED", "nfected", "nfection", "FOUND", "VIRUS:", "Virus '", "virus", "Fail", " fail", "openspf.", "bad signature",

        // Hosts.
        "refused", "FAIL: ", "attackalert", "Scan from: [", " ports ", "scan detected", "signature match",
        "Failed ", "nvalid user", "llegal user", "PAM: ", "attempts exceeded", "LOGIN REFUSED", "not allowed because", "[preauth]", "identification",
        "Unable to negotiate", "banner exchange", "Timeout before auth", "crc32", "CRC-32", "check bytes on input", "deattack",
        "password attempt", "nonexistent user", "authentication failure", "LOGIN FAIL", "FAILED LOGIN", "LOGIN TRIES", "illegal port", "failed login", "login fail", "Login fail",
        "SITE EXEC", "Authentication fail", "no such user", "SECURITY VIOLATION", "login attempts (", "FAIL LOGIN",
        "denied", "AXFR", "IXFR", "unapproved", "source port zero", "Malformed response", "unexpected source", "bad referral", "bad zone transfer",
        "parsing failed", "invalid signature", "badlogin", "Login disabled", "override of user", "AUTHENTICATE", "end of file", "client disconnect", "too long",
        "Possible attack", "attempted login", "Possible probe", "is incorrect", "maximum permitted", "auth failed", "authentication attempts", "no auth attempts",
        "tried to use dis", "unknown user", "assword mismatch", "invalid credentials", "pam_authenticate", "gethostbyname error", "SM_UNMON", "hostname containing",
        "attempt to create", "findBestMountPoint", "amq requested", "unauthorized host", "not forwarded", "unprivileged port", "NFS client",
        "romiscuous mode", "SYN flooding", "drop open request", "martian source", "Oversized", "ragment", "ping of death",
        "Integrity Check", "severity level", "found differences", "hanged: /", "dded: /", "emoved: /", "restart", "exiting on signal", "rsyslogd\"",
        "syslog-ng s", "Termination requested", "SIGTERM received",
    ];
}
