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
        "[**]", " -> ", "portscan", "PORTSCAN", "\"event_type\"",

        // Mail: rejections of Postfix, sendmail, Exim and chkuser; Exim 3 and DKIM; qmail's reply, tcpserver and rblsmtpd.
        "reject", "ruleset=", "be forged)", "refused relay", "ification failed", "553 sorry", "deny ", "badiprbl", ": 451 ", ": 553 ", " blocked ",

        // Virus scanners, and sender checks.
        "NFECTED", "nfected", "nfection", "FOUND", "VIRUS:", "Virus '", "virus", "Fail", " fail", "openspf.", "bad signature",

        // Hosts.
        "refused", "attackalert", "scan detected", "Failed ", "nvalid user", "llegal user", "[preauth]", "identification", "Bad protocol",
        "crc32", "CRC-32", "LOGIN FAIL", "authentication failure", "Login failed", "FAILED LOGIN", "malformed", "AXFR", "hostname containing", "SM_MON", "promiscuous mode",
        "SYN flooding", "drop open request", "martian source", "ragment", "ping of death", "restart", "exiting on signal", "Integrity", "changed",
    ];
}
