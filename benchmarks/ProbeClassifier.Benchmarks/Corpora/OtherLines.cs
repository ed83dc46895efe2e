using System;

namespace ProbeClassifier.Benchmarks.Corpora;

/// <summary>What else stands in a host's log: none of it an event.</summary>
internal sealed class OtherLines(Pcg32 random, LogClock clock, Firewall[] hosts, SourcePool clients) : ILineSource
{
    public void Write(LineBuffer line)
    {
        Firewall host = random.Pick(hosts);
        clock.AddBsd(line);
        line.Add(host.Name).Add(" "u8);
        switch (random.Below(16))
        {
            case 0:
            case 1:
                App(line, "sshd"u8).Add("Accepted publickey for deploy from "u8).AddIPv4(clients.Next())
                    .Add(" port "u8).Add(random.Between(1024, 65_535)).Add(" ssh2"u8);
                break;
            case 2:
                App(line, "sshd"u8).Add("Received disconnect from "u8).AddIPv4(clients.Next())
                    .Add(" port "u8).Add(random.Between(1024, 65_535)).Add(":11: disconnected by user"u8);
                break;
            case 3:
                App(line, "sshd"u8).Add("pam_unix(sshd:session): session opened for user deploy(uid=1001) by (uid=0)"u8);
                break;
            case 4:
            case 5:
                App(line, "CRON"u8).Add("(root) CMD (   cd / && run-parts --report /etc/cron.hourly)"u8);
                break;
            case 6:
                App(line, "systemd"u8).Add("Started session-"u8).Add(random.Below(100_000)).Add(".scope - Session of user deploy."u8);
                break;
            case 7:
                App(line, "systemd"u8).Add("logrotate.service: Deactivated successfully."u8);
                break;
            case 8:
                App(line, "postfix/smtpd"u8).Add("connect from unknown["u8).AddIPv4(clients.Next()).Add("]"u8);
                break;
            case 9:
                App(line, "postfix/qmgr"u8).AddHex(random.Next(), 8).Add(": from=<root@mail.example.org>, size="u8)
                    .Add(random.Below(100_000)).Add(", nrcpt=1 (queue active)"u8);
                break;
            case 10:
                App(line, "postfix/smtp"u8).AddHex(random.Next(), 8).Add(": to=<ops@example.net>, relay=mx.example.net[192.0.2.25]:25, delay=0."u8)
                    .Add(random.Below(100)).Add(", dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as "u8).AddHex(random.Next(), 8).Add(")"u8);
                break;
            case 11:
                App(line, "dhcpd"u8).Add("DHCPREQUEST for "u8).AddIPv4(clients.Next()).Add(" from 00:00:5e:00:53:"u8)
                    .AddHex(random.Next(), 2).Add(" (laptop-"u8).Add(random.Below(300)).Add(") via "u8).Add(host.Internal);
                break;
            case 12:
            case 13:
                App(line, "named"u8).Add("client @0x7f"u8).AddHex(random.Next(), 8).Add(" "u8).AddIPv4(clients.Next()).Add("#"u8)
                    .Add(random.Between(1024, 65_535)).Add(" (host"u8).Add(random.Below(1000))
                    .Add(".example.com): query: host.example.com IN A +E(0)K (192.0.2.53)"u8);
                break;
            case 14:
                line.Add("kernel: "u8);
                if (host.KernelStamp)
                    clock.AddKernel(line, host.UptimeAtStart);
                line.Add("e1000: "u8).Add(host.Internal).Add(" NIC Link is Up 1000 Mbps Full Duplex"u8);
                break;
            default:
                App(line, "sudo"u8).Add("  deploy : TTY=pts/0 ; PWD=/srv/app ; USER=root ; COMMAND=/usr/bin/systemctl restart app-"u8)
                    .Add(random.Below(10));
                break;
        }
    }

    private LineBuffer App(LineBuffer line, ReadOnlySpan<byte> name) =>
        line.Add(name).Add("["u8).Add(random.Between(300, 4_194_303)).Add("]: "u8);
}
