using System;
using System.Globalization;

namespace ProbeClassifier.Tests.Generators;

/// <summary>Messages as Linux 2.2 writes them.</summary>
internal sealed class IpchainsText(Random random)
{
    public string Message()
    {
        int protocol = random.From(6, 6, 6, 17, 17, 1, 2, 47, 255, 256);
        (int source, int destination) = protocol switch
        {
            1 => (random.From(8, 8, 0, 3, 11, 255, 256), random.Next(16)),
            6 or 17 => (random.Port(), random.Port()),
            _ => random.From((65535, 65535), (0, 0)),
        };
        string stamp = random.OneIn(6) ? "[12345.678901] " : "";
        return stamp + string.Create(
            CultureInfo.InvariantCulture,
            $"Packet log: {random.From("input", "input", "output", "forward", "bad-if", "ppp-in")} {random.From("DENY", "DENY", "REJECT", "ACCEPT", "MASQ", "REDIRECT 3128", "-", "my-chain")} {random.From("eth0", "ppp0", "lo", "eth1:0")} PROTO={protocol} {random.Quad()}:{source} {random.Quad()}:{destination} L={random.Next(20, 1500)} S=0x{random.From("00", "10", "C0")} I={random.Next(65536)} F=0x{random.From("0000", "4000", "4000", "4000", "2000", "2001", "00B9", "1FFF", "3fff")} T={random.Next(256)}{random.From("", "", " O=0x00000494")}{random.From("", " SYN")}{random.From("", " (#3)", " (#12)")}");
    }
}
