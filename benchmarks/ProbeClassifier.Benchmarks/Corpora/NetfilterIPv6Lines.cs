namespace ProbeClassifier.Benchmarks.Corpora;

/// <summary>Lines of the Linux packet filter for IPv6, addresses written in full as the kernel does.</summary>
internal sealed class NetfilterIPv6Lines(Pcg32 random, LogClock clock, Firewall[] firewalls) : ILineSource
{
    public void Write(LineBuffer line)
    {
        Firewall firewall = random.Pick(firewalls);
        clock.AddBsd(line);
        line.Add(firewall.Name).Add(" kernel: "u8);
        if (firewall.KernelStamp)
            clock.AddKernel(line, firewall.UptimeAtStart);
        line.Add(random.Pick(firewall.PrefixWords)).Add("IN="u8).Add(firewall.External).Add(" OUT= MAC="u8).Add(random.Pick(firewall.Macs));
        line.Add(" SRC=2001:0db8:0000:"u8).AddHex(random.Below(4096), 4).Add(":0000:0000:0000:"u8).AddHex(random.Next(), 4);
        line.Add(" DST=2001:0db8:ffff:0000:0000:0000:0000:"u8).AddHex(random.Below(16), 4);
        line.Add(" LEN="u8).Add(random.Between(60, 100)).Add(" TC=0 HOPLIMIT="u8).Add(random.Between(32, 255)).Add(" FLOWLBL="u8).Add(random.Below(1 << 20));
        if (random.Percent(20))
        {
            line.Add(" PROTO=ICMPv6 TYPE=128 CODE=0 ID="u8).Add(random.Below(65_536)).Add(" SEQ="u8).Add(random.Below(1000)).Add(" "u8);
            return;
        }

        line.Add(" PROTO=TCP SPT="u8).Add(random.Between(1024, 65_535)).Add(" DPT="u8).Add(random.Pick(ReportPorts.Tcp));
        line.Add(" WINDOW=64800 RES=0x00 SYN URGP=0 "u8);
    }
}
