using System;
using System.Globalization;

namespace ProbeClassifier.Tests.Generators;

/// <summary>Messages as the kernel's LOG target writes them, and its users' prefixes.</summary>
internal sealed class NetfilterText(Random random)
{
    private static readonly string[] Prefixes =
    [
        "", "", "DROP ", "DROP ", "[UFW BLOCK] ", "[UFW BLOCK] ", "[UFW AUDIT] ", "[UFW ALLOW] ", "[UFW LIMIT BLOCK] ", "Shorewall:net2fw:DROP:", "IPT ACCEPT: ",
        "FINAL_REJECT: ", "filter_IN_public_DROP: ", "[WAN_LOCAL-default-D]", "[WAN_LOCAL-2000-R] ", "[LAN_IN-2000-A]", "dropped by (OUTPUT)", "a=b IN_drop ",
        "101 6 tap101i0-IN 02/Mar/2021:19:40:07 +0100 ACCEPT: ", "-> ", "nft drop: ", "deny then permit ", "BACKDROP DROPBOX ", "x[y ", "\u00E9t\u00E9 ", "[LAN_IN-A-2000] DESCR=\"drop 5\\\" pipe\" ", "[DMZ-D-2147483647] DESCR=\"-A]\" ", "[-D-1]", "[X-A-] DESCR=deny ", "accept [X-D-1] ",
    ];

    private static readonly string[] Interfaces = ["eth0", "eth0", "eth1.100", "br-lan", "ppp0", "lo", "wg_home+x", "veth1@if5", "WAN=1", "enp0s31f6", "x"];

    public string Message()
    {
        string stamp = random.Next(4) switch
        {
            0 => "",
            1 => string.Create(CultureInfo.InvariantCulture, $"[{random.Next(100),5}.{random.Next(1_000_000):D6}] "),
            _ => string.Create(CultureInfo.InvariantCulture, $"[{random.Next(100, 9_999_999)}.{random.Next(1_000_000):D6}] "),
        };
        return stamp + random.From<string>(Prefixes) + Link() + Packet();
    }

    /// <summary>From IN= up to the addresses.</summary>
    public string Link() => random.Next(12) switch
    {
        0 => "IN= OUT=eth0 ",
        1 => $"IN={Interface()} OUT={Interface()} ",
        2 => $"IN=br0 PHYSIN=eth1 OUT=br0 PHYSOUT={Interface()} ",
        3 => $"IN={Interface()} OUT=br0 PHYSIN=eth1 PHYSOUT=eth2 MAC={Mac()} ",
        4 => $"IN={Interface()} OUT= MAC= ",
        5 => $"IN={Interface()} ",
        6 => $"IN={Interface()} OUT= MACSRC=00:16:3e:11:22:33 MACDST=00:16:3e:44:55:66 MACPROTO=0800 ",
        7 => random.From("IN= OUT= ", "IN=eth0 OUT=eth1 MAC= ", "IN=lo OUT= MAC=00:00:00:00:00:00:00:00:00:00:00:00:08:00 "),
        _ => $"IN={Interface()} OUT= MAC={Mac()} ",
    };

    /// <summary>From SRC= on.</summary>
    public string Packet()
    {
        bool isV6 = random.OneIn(6);
        string addresses = isV6
            ? $"SRC={random.Ipv6()} DST={random.Ipv6()} LEN={random.Next(20, 1500)} TC={random.Next(256)} HOPLIMIT={random.Next(256)} FLOWLBL={random.Next(1 << 20)} "
            : $"SRC={random.Quad()} DST={random.Quad()} LEN={random.Next(20, 1500)} TOS=0x{random.From("00", "10")} PREC=0x{random.From("00", "A0", "C0")} TTL={random.Next(1, 256)} ID={random.Next(65536)} ";
        return addresses + random.From("", "", "", "DF ", "CE ", "MF ", "OPT (94040000) ", "OPT ( ) OPT ( ) ") + Transport(isV6);
    }

    private string Interface() => random.From<string>(Interfaces);

    private string Mac() => string.Create(CultureInfo.InvariantCulture, $"00:16:3e:aa:bb:{random.Next(256):x2}:00:16:3e:11:22:{random.Next(256):x2}:{random.From("08:00", "86:dd")}");

    private string Ports() => $"SPT={random.Port()} DPT={random.Port()} ";

    private string Transport(bool isV6) => random.Next(22) switch
    {
        < 8 => $"PROTO=TCP {Ports()}{random.From("", "", "SEQ=1234567890 ACK=0 ")}WINDOW={random.Next(65536)} RES=0x00 {random.From("SYN", "ACK", "ACK FIN", "URG PSH FIN", "RST")} URGP=0 {random.From("", "", "OPT (020405B40402080A) ", "UID=0 GID=0 ", "MARK=0x1 ")}",
        < 12 => $"PROTO=UDP {Ports()}LEN={random.Next(8, 1500)} ",
        12 => $"PROTO={random.From("UDPLITE", "SCTP", "DCCP")} {Ports()}LEN=9 ",
        13 or 14 => $"PROTO={(isV6 ? "ICMPv6" : "ICMP")} TYPE={random.From(8, 8, 0, 3, 5, 11, 128, 135, 255)} CODE={random.Next(20)} ID={random.Next(65536)} SEQ={random.Next(65536)} ",
        15 => $"PROTO=ICMP TYPE={random.From(3, 11, 4)} CODE={random.Next(16)} [SRC={random.Quad()} DST={random.Quad()} LEN=40 TOS=0x00 PREC=0x00 TTL=1 ID=1 PROTO=TCP SPT=22 DPT={random.Port()} WINDOW=0 ] ",
        16 => $"FRAG:{random.Next(1, 8192)} PROTO={random.From("UDP", "TCP", "ICMP", "47")} ",
        17 => $"FRAG:0 PROTO=UDP {Ports()}LEN=20 ",
        18 => $"PROTO={random.Next(300)} ",
        19 => $"PROTO={random.From("AH SPI=0x1", "ESP SPI=0xa7d839", "GRE", "2", "41", "132")}{random.From("", " ")}",
        20 => $"PROTO={random.From("TCP", "UDP", "ICMP", "AH", "ESP")} INCOMPLETE [{random.Next(20)} bytes] ",
        _ => random.From(
            $"PROTO=TCP {Ports().TrimEnd()}",
            "PROTO=ICMP TYPE=8 CODE=0",
            $"PROTO=XYZ {Ports()}",
            "PROTO=TCP SPT=70000 DPT=1 W",
            "PROTO=UDP SPT=1 DPT=65536 L",
            "PROTO=ICMP TYPE=256 CODE=0 I",
            "LEN=1 "),
    };
}
