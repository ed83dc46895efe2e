namespace ProbeClassifier.Benchmarks.Corpora;

/// <summary>What servers say of who tries them: every line is an event of an evidence dialect.</summary>
internal sealed class HostLines(Pcg32 random, LogClock clock, Firewall[] hosts, SourcePool clients) : ILineSource
{
    public void Write(LineBuffer line)
    {
        clock.AddBsd(line);
        line.Add(random.Pick(hosts).Name).Add(" "u8);
        switch (random.Below(8))
        {
            case 0:
            case 1:
            case 2:
                App(line, "sshd"u8).Add("Failed password for invalid user admin from "u8).AddIPv4(clients.Next())
                    .Add(" port "u8).Add(random.Between(1024, 65_535)).Add(" ssh2"u8);
                break;
            case 3:
                App(line, "sshd"u8).Add("Connection closed by authenticating user root "u8).AddIPv4(clients.Next())
                    .Add(" port "u8).Add(random.Between(1024, 65_535)).Add(" [preauth]"u8);
                break;
            case 4:
                App(line, "postfix/smtpd"u8).Add("NOQUEUE: reject: RCPT from unknown["u8).AddIPv4(clients.Next())
                    .Add("]: 554 5.7.1 <x@example.net>: Relay access denied; from=<a@example.org> to=<x@example.net> proto=ESMTP helo=<mail>"u8);
                break;
            case 5:
                App(line, "snort"u8).Add("[1:469:3] ICMP PING NMAP [Classification: Attempted Information Leak] [Priority: 2]: {ICMP} "u8)
                    .AddIPv4(clients.Next()).Add(" -> 192.0.2.10"u8);
                break;
            case 6:
                App(line, "in.telnetd"u8).Add("refused connect from "u8).AddIPv4(clients.Next());
                break;
            default:
                App(line, "named"u8).Add("client @0x7f"u8).AddHex(random.Next(), 8).Add(" "u8).AddIPv4(clients.Next()).Add("#"u8)
                    .Add(random.Between(1024, 65_535)).Add(" (example.com): zone transfer 'example.com/AXFR/IN' denied"u8);
                break;
        }
    }

    private LineBuffer App(LineBuffer line, System.ReadOnlySpan<byte> name) =>
        line.Add(name).Add("["u8).Add(random.Between(300, 4_194_303)).Add("]: "u8);
}
