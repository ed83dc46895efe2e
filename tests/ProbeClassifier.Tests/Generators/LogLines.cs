using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace ProbeClassifier.Tests.Generators;

/// <summary>Random log lines in the true formats, and hostile changes of them. The seed decides everything.</summary>
internal sealed class LogLines(int seed)
{
    private static readonly string[] Prefixes =
    [
        "DROP ", "[UFW BLOCK] ", "[UFW AUDIT] ", "Shorewall:net2fw:DROP:", "IPT ACCEPT: ", "", "FINAL_REJECT: ", "[WAN_LOCAL-default-D]",
        "[LAN_IN-2000-A]", "dropped by (OUTPUT)", "a=b IN_drop ", "101 6 tap101i0-IN ACCEPT: ", "-> ", "nft drop: ",
    ];

    private static readonly string[] Other =
    [
        "sshd[812]: Invalid user admin from 192.0.2.9 port 4711", "CRON[99]: (root) CMD (test -x /usr/sbin/anacron)",
        "kernel: device eth0 entered promiscuous mode", "sudo: op : COMMAND=/sbin/iptables -A INPUT IN=eth0 SRC=192.0.2.1 DST=192.0.2.2 PROTO=TCP SPT=1 DPT=22 ",
        "systemd[1]: Started Session 4 of user root.", "last message repeated 2 times", "postfix/smtpd[2]: connect from unknown[192.0.2.4]",
        "kernel: message repeated 3 times: [ DROP IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2 LEN=40 PROTO=TCP SPT=5 DPT=21 WINDOW=1 ]",
    ];

    private readonly Random _random = new(seed);

    public Random Random => _random;

    public string Next() => _random.Next(10) switch
    {
        < 6 => Netfilter(),
        6 or 7 => Ipchains(),
        8 => Envelope("") + Other[_random.Next(Other.Length)],
        _ => $"{Quad()} - - [24/Nov/2026:11:{_random.Next(60):D2}:00 +0000] \"GET /cgi-bin/phf HTTP/1.0\" 404 {_random.Next(999)}",
    };

    /// <summary>A block of lines, each ended, some changed by bytes that an attacker might choose.</summary>
    public byte[] Block(int lines, bool hostile)
    {
        List<byte> block = [];
        for (int i = 0; i < lines; i++)
        {
            byte[] line = Encoding.Latin1.GetBytes(Next());
            block.AddRange(hostile ? Mutate(line) : line);
            if (_random.Next(8) == 0)
                block.Add((byte)'\r');
            block.Add((byte)'\n');
        }

        return [.. block];
    }

    public byte[] Mutate(byte[] line)
    {
        for (int changes = _random.Next(4); changes > 0 && line.Length > 0; changes--)
        {
            int at = _random.Next(line.Length);
            switch (_random.Next(6))
            {
                case 0:
                    line[at] = (byte)_random.Next(256);
                    break;
                case 1:
                    line[at] = (byte)" =.:0159[]\"\r\n\0"[_random.Next(14)];
                    break;
                case 2:
                    line = line[..at];
                    break;
                case 3:
                    line = [.. line[..at], line[_random.Next(line.Length)], .. line[at..]];
                    break;
                case 4:
                    line = [.. line[..at], .. line[(at + 1)..]];
                    break;
                default:
                    line = line[at..];
                    break;
            }
        }

        return line;
    }

    public string Netfilter()
    {
        bool v6 = _random.Next(6) == 0;
        string prefix = Prefixes[_random.Next(Prefixes.Length)];
        string stamp = _random.Next(3) == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"[{_random.Next(100, 9999999)}.{_random.Next(1000000):D6}] ");
        string link = _random.Next(5) switch
        {
            0 => "IN= OUT=eth0 ",
            1 => "IN=eth0.5 OUT=ppp0 ",
            2 => "IN=br0 PHYSIN=eth1 OUT=br0 PHYSOUT=eth2 ",
            3 => "IN=eth0 OUT= MAC= ",
            _ => $"IN=eth0 OUT= MAC=00:16:3e:aa:bb:{_random.Next(256):x2}:00:16:3e:11:22:33:08:00 ",
        };
        string addresses = v6
            ? $"SRC=2001:0db8:0000:0000:0000:0000:0000:{_random.Next(65536):x4} DST=2001:db8::{_random.Next(65536):x} LEN=72 TC=0 HOPLIMIT=255 FLOWLBL=0 "
            : $"SRC={Quad()} DST={Quad()} LEN={_random.Next(20, 1500)} TOS=0x00 PREC=0x00 TTL={_random.Next(1, 255)} ID={_random.Next(65536)} {(_random.Next(2) == 0 ? "DF " : "")}{(_random.Next(9) == 0 ? "MF " : "")}";
        string packet = _random.Next(14) switch
        {
            < 6 => $"PROTO=TCP SPT={_random.Next(65536)} DPT={Port()} WINDOW=1024 RES=0x00 SYN URGP=0 {(_random.Next(3) == 0 ? "OPT (020405B4) " : "")}",
            < 9 => $"PROTO=UDP SPT={_random.Next(65536)} DPT={Port()} LEN=20 ",
            9 => $"PROTO={(v6 ? "ICMPv6" : "ICMP")} TYPE={_random.Next(20)} CODE={_random.Next(5)} ID=1 SEQ=1",
            10 => "PROTO=ICMP TYPE=3 CODE=1 [SRC=192.0.2.1 DST=192.0.2.2 LEN=40 TOS=0x00 PREC=0x00 TTL=1 ID=1 PROTO=TCP SPT=22 DPT=31337 WINDOW=0 ] ",
            11 => $"FRAG:{_random.Next(3)} PROTO=UDP ",
            12 => $"PROTO={_random.Next(300)} ",
            _ => "PROTO=TCP INCOMPLETE [8 bytes] ",
        };
        return Envelope("kernel: ") + stamp + prefix + link + addresses + packet;
    }

    public string Ipchains()
    {
        string target = new[] { "DENY", "REJECT", "ACCEPT", "REDIRECT 3128", "MASQ", "mychain" }[_random.Next(6)];
        string chain = new[] { "input", "output", "forward", "bad-if" }[_random.Next(4)];
        int proto = new[] { 6, 6, 17, 1, 2 }[_random.Next(5)];
        int low = proto == 1 ? 20 : 65536;
        return Envelope("kernel: ")
            + $"Packet log: {chain} {target} eth{_random.Next(3)} PROTO={proto} {Quad()}:{_random.Next(low)} {Quad()}:{(proto == 1 ? 0 : Port())} L=60 S=0x00 I={_random.Next(65536)} F=0x{(_random.Next(5) == 0 ? _random.Next(65536) : 0x4000):X4} T={_random.Next(255)} {(_random.Next(2) == 0 ? "SYN " : "")}(#{_random.Next(9)})";
    }

    private string Envelope(string app)
    {
        string host = new[] { "fw1", "gw.example.net", "very-long-host-name.of.example.org", "a" }[_random.Next(4)];
        string stamp = _random.Next(6) switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"2026-11-24T11:{_random.Next(60):D2}:{_random.Next(60):D2}.123456+09:00 "),
            1 => string.Create(CultureInfo.InvariantCulture, $"<{(_random.Next(3) == 0 ? 13 : 4)}>Nov 24 10:{_random.Next(60):D2}:{_random.Next(60):D2} "),
            2 => string.Create(CultureInfo.InvariantCulture, $"Nov  4 11:{_random.Next(60):D2}:{_random.Next(60):D2} "),
            _ => string.Create(CultureInfo.InvariantCulture, $"Nov 24 11:{_random.Next(60):D2}:{_random.Next(60):D2} "),
        };
        return stamp + host + " " + app;
    }

    private int Port() => new[] { 21, 22, 23, 53, 80, 111, 137, 12345, 31337, 1, 65535, 8080 }[_random.Next(12)];

    private string Quad() => string.Create(CultureInfo.InvariantCulture, $"{(_random.Next(2) == 0 ? "192.0.2" : "203.0.113")}.{_random.Next(256)}");
}
