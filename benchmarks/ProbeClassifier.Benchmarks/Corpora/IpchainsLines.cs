using System;

namespace ProbeClassifier.Benchmarks.Corpora;

/// <summary>Lines of Linux 2.2's packet filter: 84 % TCP, 10 % UDP, 6 % ICMP, whose type and code stand in the ports' places.</summary>
internal sealed class IpchainsLines(Pcg32 random, LogClock clock, Firewall[] firewalls, SourcePool sources) : ILineSource
{
    public void Write(LineBuffer line)
    {
        Firewall firewall = random.Pick(firewalls);
        clock.AddBsd(line);
        line.Add(firewall.Name).Add(" kernel: Packet log: "u8);
        uint rule = random.Below(100);
        line.Add(rule switch
        {
            < 60 => "input DENY "u8,
            < 80 => "input REJECT "u8,
            < 88 => "forward DENY "u8,
            < 94 => "input ACCEPT "u8,
            < 97 => "inet-in DENY "u8,
            _ => "input - "u8,
        });
        line.Add(random.Percent(85) ? "eth0"u8 : "ppp0"u8).Add(" PROTO="u8);
        uint kind = random.Below(100);
        if (kind < 84)
            WriteTransport(line.Add("6 "u8), firewall, random.Between(1024, 65_535), Port(ReportPorts.Tcp));
        else if (kind < 94)
            WriteTransport(line.Add("17 "u8), firewall, random.Between(1024, 65_535), Port(ReportPorts.Udp));
        else
            WriteTransport(line.Add("1 "u8), firewall, random.Percent(85) ? ReportPorts.IcmpEcho : 3, 0);
        line.Add(" L="u8).Add(random.Between(28, 60)).Add(" S=0x00 I="u8).Add(random.Below(65_536));
        line.Add(random.Percent(60) ? " F=0x4000 T="u8 : " F=0x0000 T="u8).Add(random.Between(32, 255));
        ReadOnlySpan<byte> syn = kind < 78 ? " SYN (#"u8 : " (#"u8;
        line.Add(syn).Add(1 + (rule / 10)).Add(")"u8);
    }

    private void WriteTransport(LineBuffer line, Firewall firewall, uint from, uint to) =>
        line.AddIPv4(sources.Next()).Add(":"u8).Add(from).Add(" "u8).AddIPv4(firewall.Address).Add(":"u8).Add(to);

    private uint Port(uint[] listed) => random.Percent(75) ? random.Pick(listed) : random.Between(1, 65_535);
}
