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
        new("[**]", 0, 1), new("[Classification: ", 6, 3), new("[Priority: ", 2, 0), new(" -> ", 0, 4), new("portscan", 4, 2),
        new("PORTSCAN", 4, 2), new("\"event_type\"", 5, 1), new("TTL:", 0, 0), new("  Code:", 0, 1), new("Frag Offset: 0x", 0, 0),

        // Mail: rejections of Postfix, sendmail, Exim and chkuser; Exim 3 and DKIM; qmail's reply, tcpserver and rblsmtpd.
        new("reject", 0, 2), new("ruleset=", 2, 2), new("be forged)", 6, 2), new("refused relay", 2, 2),
        new("ification failed", 9, 4), new("553 sorry", 5, 3), new("deny ", 0, 2), new("badiprbl", 1, 2), new(": 451 ", 1, 3),
        new(": 553 ", 1, 3), new(" blocked ", 0, 1),

        // Virus scanners, and sender checks.
        new("NFECTED", 1, 2), new("nfected", 0, 3), new("nfection", 0, 3), new("FOUND", 1, 3), new("VIRUS:", 0, 0),
        new("Virus '", 0, 0), new("virus", 0, 0), new("Fail", 0, 2), new(" fail", 0, 4), new("openspf.", 2, 2),
        new("bad signature", 7, 3),

        // Hosts.
        new("refused", 2, 2), new("FAIL: ", 1, 0), new("attackalert", 4, 4), new("Scan from: [", 0, 2), new(" ports ", 2, 1),
        new("scan detected", 5, 3), new("signature match", 9, 4),
        new("Failed ", 0, 2), new("nvalid user", 0, 2), new("llegal user", 5, 1), new("PAM: ", 0, 0), new("attempts exceeded", 12, 2),
        new("LOGIN REFUSED", 1, 2), new("not allowed because", 10, 4), new("[preauth]", 2, 2), new("identification", 1, 0),
        new("Unable to negotiate", 5, 1), new("banner exchange", 7, 1), new("Timeout before auth", 2, 0), new("crc32", 0, 1),
        new("CRC-32", 1, 3), new("check bytes on input", 5, 1), new("deattack", 1, 3),
        new("password attempt", 8, 3), new("nonexistent user", 10, 1), new("authentication failure", 15, 2), new("LOGIN FAIL", 1, 2),
        new("FAILED LOGIN", 5, 1), new("LOGIN TRIES", 1, 2), new("illegal port", 6, 1), new("failed login", 0, 2),
        new("login fail", 1, 3), new("Login fail", 1, 3),
        new("SITE EXEC", 5, 3), new("Authentication fail", 15, 2), new("no such user", 1, 1), new("SECURITY VIOLATION", 3, 2),
        new("login attempts (", 1, 3), new("FAIL LOGIN", 6, 2),
        new("denied", 0, 0), new("AXFR", 0, 0), new("IXFR", 0, 0), new("unapproved", 0, 2), new("source port zero", 5, 1),
        new("Malformed response", 10, 2), new("unexpected source", 12, 3), new("bad referral", 8, 0), new("bad zone transfer", 7, 1),
        new("parsing failed", 7, 4), new("invalid signature", 1, 2), new("badlogin", 2, 0), new("Login disabled", 1, 3),
        new("override of user", 1, 0), new("AUTHENTICATE", 3, 2), new("end of file", 5, 4), new("client disconnect", 5, 1),
        new("too long", 2, 1),
        new("Possible attack", 3, 4), new("attempted login", 11, 3), new("Possible probe", 3, 4), new("is incorrect", 7, 0),
        new("maximum permitted", 2, 0), new("auth failed", 5, 2), new("authentication attempts", 14, 3),
        new("no auth attempts", 6, 4),
        new("tried to use dis", 7, 1), new("unknown user", 6, 1), new("assword mismatch", 10, 4), new("invalid credentials", 1, 2),
        new("pam_authenticate", 2, 0), new("gethostbyname error", 15, 0), new("SM_UNMON", 3, 2), new("hostname containing", 13, 0),
        new("attempt to create", 6, 1), new("findBestMountPoint", 1, 2), new("amq requested", 2, 4), new("unauthorized host", 0, 2),
        new("not forwarded", 6, 0), new("unprivileged port", 4, 2), new("NFS client", 2, 1),
        new("romiscuous mode", 10, 4), new("SYN flooding", 2, 4), new("drop open request", 0, 0), new("martian source", 6, 1),
        new("Oversized", 2, 1), new("ragment", 3, 0), new("ping of death", 8, 0),
        new("Integrity Check", 9, 3), new("severity level", 3, 3), new("found differences", 10, 3), new("hanged: /", 1, 2),
        new("dded: /", 1, 0), new("emoved: /", 3, 0), new("restart.", 4, 0), new("restart (remote", 9, 0), new(": restart", 0, 4), new("on signal ", 5, 2), new("rsyslogd\"", 1, 2),
        new("syslog-ng s", 4, 3), new("Termination requested", 0, 3), new("SIGTERM received", 7, 3),
        new("syslogd started", 0, 2), new("syslogd exiting", 9, 0), new("Journal st", 3, 2), new("log source = ", 5, 3),
        new("log daemon term", 4, 3), new("uppressed", 4, 2), new("Missed ", 1, 2), new("rate-limiting", 7, 0), new("audit_lost=", 4, 1),
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
