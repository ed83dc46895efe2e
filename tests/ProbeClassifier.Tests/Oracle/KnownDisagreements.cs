using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace ProbeClassifier.Tests.Oracle;

/// <summary>
/// Where the library is held to be wrong. Lines of these kinds are not compared; a test makes sure that each example still divides the
/// two, so an entry goes with the fault it names.
/// </summary>
internal static partial class KnownDisagreements
{
    public static IReadOnlyList<(Regex Lines, string Example, string Why)> All { get; } =
    [
        (
            HostLikeSeverity(),
            "Nov 24 11:00:00 example.info kernel: DROP IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.7 LEN=40 PROTO=TCP SPT=1 DPT=22 WINDOW=1",
            "a host name that ends like BusyBox's facility.severity is a host name unless the facility is one: .info is a top-level domain"),
        (
            Tunnel(),
            "Nov 24 11:00:00 fw1 kernel: DROP IN=sit1 OUT= MAC=00:16:3e:aa:bb:cc TUNNEL=192.0.2.9->192.0.2.8 SRC=2001:db8::1 DST=2001:db8::2 LEN=72 PROTO=TCP SPT=1 DPT=22 WINDOW=1",
            "the kernel writes TUNNEL=a->b behind MAC= for a packet out of a sit device"),
        (
            GluedProtocol(),
            "Nov 24 11:00:00 fw1 kernel: IN=eth0 OUT= MACSRC=00:16:3e:11:22:33 MACDST=00:16:3e:44:55:66 MACPROTO=0800 RC=192.0.2.1 DST=192.0.2.2 TTL=3 PROTO=TCP SPT=1 DPT=22 WINDOW=1",
            "the first PROTO= may be the end of MACPROTO=, the packet's own comes later"),
    ];

    public static bool Holds(string line) => All.Any(known => known.Lines.IsMatch(line));

    [GeneratedRegex(@"^(?:<[0-9]+>)?(?:[A-Z][a-z]{2} [A-Za-z0-9: .,]*|[0-9]{4}-[^ ]*[T ][^ ]*) (?:[^ ]* )?(?!(?:kern|user|mail|daemon|auth|syslog|lpr|news|uucp|cron|authpriv|ftp|local[0-7])\.)[^ .]*\.(?:emerg|panic|alert|crit|err|error|warning|warn|notice|info|debug)(?: |$)")]
    private static partial Regex HostLikeSeverity();

    [GeneratedRegex(" TUNNEL=[^ ]* ")]
    private static partial Regex Tunnel();

    [GeneratedRegex("^(?!(?s:.*) SRC=)(?s:.*?)(?<! )PROTO=(?s:.*) PROTO=")]
    private static partial Regex GluedProtocol();
}
