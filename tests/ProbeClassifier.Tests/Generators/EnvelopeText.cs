using System;
using System.Globalization;

namespace ProbeClassifier.Tests.Generators;

/// <summary>Every envelope that is read, with times near to one moment so that repeats and memories of the last line come into play.</summary>
/// <param name="random">What decides.</param>
/// <param name="isFar">Whether stamps of other months come too, and days that are none: a file counts years back over them, a pipe does not.</param>
internal sealed class EnvelopeText(Random random, bool isFar)
{
    private static readonly string[] Hosts =
    [
        "fw1", "fw1", "fw1", "gw.example.net", "very-long-host-name.of.some.department.example.org", "a", "192.0.2.254", "2001:db8::fe", "(none)",
    ];

    /// <summary>What stands before a message of the kernel.</summary>
    public string Kernel() => random.Next(13) switch
    {
        12 => random.From("", "", "\0\0\0", "\u00EF\u00BB\u00BF") + Pri() + random.From("2026 Nov 24 " + Clock(), "Tue " + Iso(), $"Tue 2026-11-24 {Clock()} {random.From("UTC", "CET", "+09", "-0330", "+0x")}") + " " + Host()
            + random.From(" ", " kernel: ", " sudo[44]: ", " gw sudo[44]: ", " x ulogd[1]: "),
        0 => Pri() + Bsd() + " " + Host() + " ",
        1 => Pri() + Bsd() + " kernel: ",
        2 => Pri() + Iso() + " " + Host() + " kernel: ",
        3 => Rfc5424(random.From("kernel", "kernel", "-", "sshd")),
        4 => string.Create(CultureInfo.InvariantCulture, $"Tue Nov 24 11:{random.Next(60):D2}:{random.Next(60):D2} 2026 {random.From("kern.warn", "kern.info", "kern.debug", "user.notice", "local0.warn")} kernel: "),
        5 => random.OneIn(2) ? "" : Pri(),
        6 => Pri() + Bsd() + " " + Host() + random.From(" ulogd: ", " ulogd[812]: ", " /kernel: ", " sshd[44]: ", " sudo: ", " kernel[0]: "),
        _ => (random.OneIn(3) ? Pri() : "") + Bsd() + " " + Host() + " kernel: ",
    };

    /// <summary>What stands before the app-name of another program's message.</summary>
    public string Program() => (random.OneIn(4) ? Pri() : "") + (random.OneIn(4) ? Iso() : Bsd()) + " " + Host() + " ";

    private string Pri() => random.From("<4>", "<4>", "<0>", "<7>", "<13>", "<12>", "<134>", "<191>", "<30>", "<192>", "<04>", "<4");

    private string Host() => random.From<string>(Hosts);

    private string Clock() => string.Create(CultureInfo.InvariantCulture, $"11:{random.Next(60):D2}:{random.Next(60):D2}");

    private string Bsd() => random.Next(16) switch
    {
        0 => "Nov  4 " + Clock(),
        1 => "Nov 04 " + Clock(),
        2 => "Nov 4 " + Clock(),
        3 => "Nov 24 2025 " + Clock(),
        4 => "Nov 24 " + Clock() + ".250",
        5 when isFar => random.From("Dec 31 23:59:59", "Jan  1 00:00:00", "Feb 29 12:00:00", "May 26 11:00:00", "Nov 30 24:00:00", "Nov 31 11:00:00", "Nov 24 11:00:60"),
        6 => "Nov 24 " + Clock() + " 2025",
        _ => "Nov 24 " + Clock(),
    };

    private string Iso() => "2026-11-24" + random.From("T", "T", "T", " ") + Clock() + random.From("", ".045015", ".5", ",123")
        + random.From("+00:00", "+09:00", "-03:30", "Z", "+0200", "");

    private string Rfc5424(string app) =>
        random.From("<4>", "<4>", "<132>", "<13>") + "1 " + random.From("2026-11-24T" + Clock() + ".003Z", "2026-11-24T" + Clock() + "+09:00", "-")
        + " " + random.From(Host(), "-") + " " + app + " " + random.From("-", "812") + " " + random.From("-", "ID47") + " "
        + random.From("-", "[meta@32473 seq=\"1\"]", "[a@1 b=\"\\\"]\"][c]") + " " + random.From("", "", "\u00EF\u00BB\u00BF", " ", "\u00EF\u00BB\u00BF  ");
}
