using System.Text;

namespace ProbeClassifier.Benchmarks.Corpora;

/// <summary>One host that logs packets: what stays the same from line to line.</summary>
internal sealed class Firewall
{
    private static readonly string[] Prefixes =
    [
        "[UFW BLOCK] ", "[UFW AUDIT] ", "[UFW LIMIT BLOCK] ", "FINAL_REJECT: ", "Shorewall:net2fw:DROP:", "Shorewall:net2loc:REJECT:",
        "DROP ", "IPTABLES-DROP: ", "[fw-in] ", "REJECT wan in: ", "denied: ", "INPUT drop ", "fw:blocked:", "[nft drop] ",
        "STEALTH ", "portscan? ", "inet-in DROP: ", "wan_local-default-D ", "BLOCKED INVALID ", "ACCEPT ", "[forward] DROP ",
        "dmz2lan ", "IN_public_DROP: ", "filter_IN_public_REJECT: ",
    ];

    /// <param name="number">From 0; decides name, addresses and whether the kernel's own stamp is printed.</param>
    /// <param name="prefixes">1–24: how many prefixes its rules have.</param>
    public Firewall(uint number, int prefixes)
    {
        Name = Ascii("fw" + (number + 1));
        KernelStamp = (number & 1) == 0;
        UptimeAtStart = 12_345 + (number * 86_413);
        Address = 0xC000_0200 | (10 + number);
        Protected = 0xCB00_7100 | (number & 0xF0);
        External = Ascii(number % 3 == 2 ? "ens192" : "eth0");
        Internal = Ascii(number % 3 == 2 ? "ens224" : "eth1");
        Macs = [Mac(number, 1), Mac(number, 2)];
        PrefixWords = new byte[prefixes][];
        for (int i = 0; i < prefixes; i++)
            PrefixWords[i] = Ascii(Prefixes[i]);
    }

    public byte[] Name { get; }

    public bool KernelStamp { get; }

    public uint UptimeAtStart { get; }

    public uint Address { get; }

    /// <summary>The first of the sixteen addresses behind it.</summary>
    public uint Protected { get; }

    public byte[] External { get; }

    public byte[] Internal { get; }

    public byte[][] Macs { get; }

    public byte[][] PrefixWords { get; }

    /// <summary>Its own address, a router's and the EtherType, in the range that RFC 7042 keeps for documentation.</summary>
    private static byte[] Mac(uint number, uint router)
    {
        LineBuffer text = new();
        text.Add("00:00:5e:00:53:"u8).AddHex(number, 2).Add(":00:00:5e:00:53:"u8).AddHex(0xF0 + router, 2).Add(":08:00"u8);
        return text.Bytes.ToArray();
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
