using System.Collections.Generic;

namespace ProbeClassifier.Dialects;

/// <summary>
/// Every line of the evidence dialects that is an event, or unparsed, has one of these words, in this very case. Kernels pass over
/// lines without any. A word must be rare in what else such programs write: each line that has one costs a full reading.
/// </summary>
internal static class EvidenceWords
{
    /// <summary>Kernels look for four bytes of each word, in so many groups at once; see <see cref="EvidenceWord.Group"/>.</summary>
    public const int Groups = 5;

    public static readonly IReadOnlyList<EvidenceWord> All =
    [
        // Snort and Suricata.
        new("[**]", 0, 3), new("[Classification: ", 5, 4), new("[Priority: ", 0, 0), new(" -> ", 0, 4), new("portscan", 4, 3),
        new("PORTSCAN", 0, 2), new("\"event_type\"", 2, 0), new("TTL:", 0, 0), new("  Code:", 0, 1), new("Frag Offset: 0x", 0, 0),

        // Mail: rejections of Postfix, sendmail, Exim and chkuser; Exim 3 and DKIM; qmail's reply, tcpserver and rblsmtpd.
        new("reject", 0, 2), new("ruleset=", 2, 2), new("be forged)", 3, 3), new("refused relay", 0, 0),
        new("ification failed", 9, 4), new("553 sorry", 5, 0), new("deny ", 0, 0), new("badiprbl", 4, 1), new(": 451 ", 1, 3),
        new(": 553 ", 1, 1), new(" blocked ", 0, 1),

        // Virus scanners, and sender checks.
        new("NFECTED", 3, 4), new("nfected", 0, 3), new("nfection", 0, 3), new("FOUND", 0, 2), new("VIRUS:", 0, 3),
        new("Virus '", 0, 3), new("virus", 0, 3), new("Fail", 0, 2), new(" fail", 0, 4), new("openspf.", 2, 2),
        new("bad signature", 4, 3),

        // Hosts.
        new("refused", 0, 0), new("FAIL: ", 1, 0), new("attackalert", 4, 4), new("Scan from: [", 0, 3), new(" ports ", 2, 1),
        new("scan detected", 0, 3), new("signature match", 0, 3),
        new("Failed ", 0, 2), new("nvalid user", 2, 2), new("llegal user", 5, 1), new("PAM: ", 0, 2), new("attempts exceeded", 12, 2),
        new("LOGIN REFUSED", 0, 2), new("not allowed because", 15, 2), new("[preauth]", 2, 0), new("identification", 1, 0),
        new("Unable to negotiate", 5, 1), new("banner exchange", 8, 0), new("Timeout before auth", 2, 0), new("crc32", 0, 1),
        new("CRC-32", 0, 4), new("check bytes on input", 4, 4), new("deattack", 0, 0),
        new("password attempt", 8, 3), new("nonexistent user", 10, 1), new("authentication failure", 15, 2), new("LOGIN FAIL", 0, 2),
        new("FAILED LOGIN", 2, 4), new("LOGIN TRIES", 0, 2), new("illegal port", 6, 1), new("failed login", 8, 3),
        new("login fail", 1, 3), new("Login fail", 1, 3),
        new("SITE EXEC", 1, 4), new("Authentication fail", 15, 2), new("no such user", 6, 1), new("SECURITY VIOLATION", 0, 1),
        new("login attempts (", 1, 3), new("FAIL LOGIN", 5, 2),
        new("denied", 0, 0), new("AXFR", 0, 0), new("IXFR", 0, 2), new("unapproved", 0, 2), new("source port zero", 5, 1),
        new("Malformed response", 10, 2), new("unexpected source", 2, 2), new("bad referral", 4, 2), new("bad zone transfer", 7, 1),
        new("parsing failed", 7, 4), new("invalid signature", 3, 2), new("badlogin", 2, 0), new("Login disabled", 1, 3),
        new("override of user", 1, 0), new("AUTHENTICATE", 6, 1), new("end of file", 5, 4), new("client disconnect", 5, 1),
        new("too long", 2, 1),
        new("Possible attack", 8, 3), new("attempted login", 11, 3), new("Possible probe", 7, 1), new("is incorrect", 7, 0),
        new("maximum permitted", 2, 3), new("auth failed", 5, 2), new("authentication attempts", 14, 3),
        new("no auth attempts", 7, 3),
        new("tried to use dis", 7, 1), new("unknown user", 6, 1), new("assword mismatch", 10, 3), new("invalid credentials", 3, 2),
        new("pam_authenticate", 2, 4), new("gethostbyname error", 15, 0), new("SM_UNMON", 0, 4), new("hostname containing", 7, 1),
        new("attempt to create", 6, 1), new("findBestMountPoint", 13, 3), new("amq requested", 2, 4), new("unauthorized host", 0, 4),
        new("not forwarded", 4, 3), new("unprivileged port", 2, 1), new("NFS client", 2, 1),
        new("romiscuous mode", 5, 4), new("SYN flooding", 2, 4), new("drop open request", 0, 0), new("martian source", 6, 1),
        new("Oversized", 2, 1), new("ragment", 2, 3), new("ping of death", 8, 0),
        new("Integrity Check", 10, 0), new("severity level", 2, 0), new("found differences", 11, 0), new("hanged: /", 3, 2),
        new("dded: /", 1, 0), new("emoved: /", 3, 0), new("restart.", 4, 0), new("restart (remote", 8, 0), new(": restart", 0, 4), new("on signal ", 1, 1), new("rsyslogd\"", 5, 1),
        new("syslog-ng s", 4, 3), new("Termination requested", 0, 0), new("SIGTERM received", 0, 1),
        new("syslogd started", 0, 2), new("syslogd exiting", 0, 2), new("Journal st", 3, 2), new("log source = ", 5, 3),
        new("log daemon term", 9, 4), new("uppressed", 4, 2), new("Missed ", 1, 2), new("rate-limiting", 7, 4), new("audit_lost=", 4, 1),
    ];
}

/// <summary>A word, and how kernels look for it.</summary>
/// <param name="Text">At least four bytes of ASCII.</param>
/// <param name="At">Where in it the four bytes begin that kernels look for.</param>
/// <param name="Group">
/// 0–4. Kernels find every mixture of the first, second, third and fourth bytes of a group. Places and groups are
/// chosen so that ordinary log lines have few mixtures. A new word may have any place and group; a bad choice costs time only, which the
/// ratio of the <c>other</c> log shows.
/// </param>
internal sealed record EvidenceWord(string Text, int At, int Group);
