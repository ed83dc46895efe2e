namespace ProbeClassifier.Benchmarks.Corpora;

/// <summary>
/// Lines of the Linux packet filter: 80 % TCP, 12 % UDP, 6 % ICMP, 2 % other protocols; three in four TCP and UDP packets aim
/// at a port of the report.
/// </summary>
internal sealed class NetfilterLines(Pcg32 random, LogClock clock, Firewall[] firewalls, SourcePool sources, bool iso = false, bool habits = false) : ILineSource
{
    private const int FewRules = 2;
    private readonly Pcg32 _habit = new(0);

    public void Write(LineBuffer line)
    {
        Firewall firewall = random.Pick(firewalls);
        if (iso)
            clock.AddIso(line);
        else
            clock.AddBsd(line);
        line.Add(firewall.Name).Add(" kernel: "u8);
        if (firewall.KernelStamp)
            clock.AddKernel(line, firewall.UptimeAtStart);
        uint rule = random.Below((uint)firewall.PrefixWords.Length);
        line.Add(firewall.PrefixWords[rule]);
        uint other = WriteLinkAndAddresses(line, firewall, rule);

        // With habits, nine lines in ten of a source aim at the same thing: its numbers are then drawn from its address.
        Pcg32 aim = random;
        if (habits && random.Percent(90))
        {
            aim = _habit;
            aim.Restart(other);
        }

        uint kind = aim.Below(100);
        if (kind < 80)
            WriteTcp(line, Port(ReportPorts.Tcp, aim));
        else if (kind < 92)
            WriteUdp(line, Port(ReportPorts.Udp, aim));
        else if (kind < 98)
            WriteIcmp(line, firewall);
        else
            WriteOther(line);
    }

    /// <summary>
    /// Returns the far address. With many rules a prefix names the chain, and so the way; with few it does not, and 3 % go out and 5 % through.
    /// </summary>
    private uint WriteLinkAndAddresses(LineBuffer line, Firewall firewall, uint rule)
    {
        uint other = sources.Next();
        uint way = firewall.PrefixWords.Length > FewRules ? rule : random.Below(100);
        uint outgoing = firewall.PrefixWords.Length > FewRules ? 1U : 3;
        uint forwarding = firewall.PrefixWords.Length > FewRules ? 4U : 8;
        uint behind = firewall.Protected | random.Below(16);
        if (way < outgoing)
        {
            line.Add("IN= OUT="u8).Add(firewall.External).Add(" SRC="u8).AddIPv4(firewall.Address).Add(" DST="u8).AddIPv4(other);
            return other;
        }

        bool forwarded = way < forwarding;
        line.Add("IN="u8).Add(firewall.External).Add(" OUT="u8);
        if (forwarded)
            line.Add(firewall.Internal);
        line.Add(" MAC="u8).Add(random.Pick(firewall.Macs));
        line.Add(" SRC="u8).AddIPv4(other).Add(" DST="u8).AddIPv4(forwarded ? behind : firewall.Address);
        return other;
    }

    private void WriteIPv4(LineBuffer line, uint length) =>
        line.Add(" LEN="u8).Add(length).Add(" TOS=0x"u8).AddHex(random.Percent(10) ? 8U : 0, 2).Add(" PREC=0x00 TTL="u8).Add(random.Between(32, 128))
            .Add(" ID="u8).Add(random.Below(65_536));

    private void WriteTcp(LineBuffer line, uint port)
    {
        bool scanner = random.Percent(60);
        WriteIPv4(line, scanner ? 40U : 60U);
        if (random.Percent(70))
            line.Add(" DF"u8);
        line.Add(" PROTO=TCP SPT="u8).Add(random.Between(1024, 65_535)).Add(" DPT="u8).Add(port);
        line.Add(" WINDOW="u8).Add(scanner ? 1024U : random.Below(65_536)).Add(" RES=0x00 "u8);
        uint flags = random.Below(100);
        line.Add(flags < 88 ? "SYN "u8 : flags < 94 ? "ACK "u8 : flags < 97 ? "RST "u8 : "ACK FIN "u8).Add("URGP=0 "u8);
    }

    private void WriteUdp(LineBuffer line, uint port)
    {
        uint length = random.Between(28, 200);
        WriteIPv4(line, length);
        line.Add(" PROTO=UDP SPT="u8).Add(random.Between(1024, 65_535)).Add(" DPT="u8).Add(port);
        line.Add(" LEN="u8).Add(length - 20).Add(" "u8);
    }

    private void WriteIcmp(LineBuffer line, Firewall firewall)
    {
        if (random.Percent(85))
        {
            WriteIPv4(line, 84);
            line.Add(" PROTO=ICMP TYPE=8 CODE=0 ID="u8).Add(random.Below(65_536)).Add(" SEQ="u8).Add(random.Below(1000)).Add(" "u8);
            return;
        }

        // An error quotes the packet that caused it: the outer one is the event.
        WriteIPv4(line, 88);
        line.Add(" PROTO=ICMP TYPE=3 CODE=3 [SRC="u8).AddIPv4(firewall.Address).Add(" DST="u8).AddIPv4(sources.Next());
        WriteIPv4(line, 60);
        line.Add(" PROTO=UDP SPT=53 DPT="u8).Add(random.Between(1024, 65_535)).Add(" LEN=40 ] "u8);
    }

    private void WriteOther(LineBuffer line)
    {
        WriteIPv4(line, random.Between(28, 1500));
        if (random.Percent(50))
            line.Add(" PROTO=2 "u8);
        else if (random.Percent(50))
            line.Add(" PROTO=47 "u8);
        else
            line.Add(" PROTO=ESP SPI=0x"u8).AddHex(random.Next(), 8).Add(" "u8);
    }

    private static uint Port(uint[] listed, Pcg32 aim) => aim.Percent(75) ? aim.Pick(listed) : aim.Between(1, 65_535);
}
