using System;
using System.Text;
using ProbeClassifier.Dialects;
using ProbeClassifier.Dialects.AccessLog;
using ProbeClassifier.Events;
using ProbeClassifier.Parsing;
using ProbeClassifier.Syslog;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects;

/// <summary>What outputs read again from a line: what is there, and above all what is not.</summary>
public sealed class LineDetailsTests
{
    private const string Tail = "SRC=192.0.2.1 DST=198.51.100.2 LEN=60 TOS=0x00 PREC=0x00 TTL=50 ID=1 DF PROTO=TCP SPT=1024 DPT=23 WINDOW=1024 RES=0x00 ACK SYN URGP=0";

    [Theory]
    [InlineData("IN=eth0 OUT= MAC=02:00:00:aa:bb:cc:02:00:00:11:22:33:08:00 " + Tail, "in=eth0 smac=02:00:00:11:22:33 dmac=02:00:00:aa:bb:cc len=60 ttl=50 bits=Syn, Ack")]
    [InlineData("[UFW BLOCK] IN=eth0 OUT=eth1.5 " + Tail, "prefix=[UFW BLOCK] in=eth0 out=eth1.5 len=60 ttl=50 bits=Syn, Ack")]
    [InlineData("IN=br0 OUT= PHYSIN=eth3 MACSRC=02:00:00:11:22:33 MACDST=02:00:00:aa:bb:cc MACPROTO=0800 " + Tail, "in=br0 smac=02:00:00:11:22:33 dmac=02:00:00:aa:bb:cc len=60 ttl=50 bits=Syn, Ack")]
    [InlineData("IN= OUT=lo " + Tail, "out=lo len=60 ttl=50 bits=Syn, Ack")]
    // Headers that are no Ethernet: a tunnel's, none, one that is too short, letters that are no octets.
    [InlineData("IN=sit1 OUT= MAC=45:00:00:50:00:00:40:00:ff:29:00:00:c0:00 TUNNEL=192.0.2.1->192.0.2.2 " + Tail, "in=sit1 len=60 ttl=50 bits=Syn, Ack")]
    [InlineData("IN=ppp0 OUT= MAC= " + Tail, "in=ppp0 len=60 ttl=50 bits=Syn, Ack")]
    [InlineData("IN=eth0 OUT= MAC=02:00:00:aa:bb:cc " + Tail, "in=eth0 len=60 ttl=50 bits=Syn, Ack")]
    [InlineData("IN=eth0 OUT= MAC=02:00:00:aa:bb:cg:02:00:00:11:22:33:08:00 " + Tail, "in=eth0 len=60 ttl=50 bits=Syn, Ack")]
    // The packet that an ICMP error quotes has a length, a time to live and bits of its own.
    [InlineData("IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.2 PROTO=ICMP TYPE=3 CODE=1 [SRC=198.51.100.2 DST=192.0.2.1 LEN=48 TTL=9 PROTO=TCP SPT=1 DPT=2 RES=0x00 SYN URGP=0 ]", "in=eth0")]
    [InlineData("IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.2 LEN=99999 TTL=256 PROTO=GRE", "in=eth0")]
    [InlineData("IN=eth0 OUT= SRC=2001:db8::1 DST=2001:db8::2 LEN=80 TC=0 HOPLIMIT=64 FLOWLBL=0 PROTO=UDP SPT=1 DPT=2 LEN=40", "in=eth0 len=80 ttl=64")]
    [InlineData("Packet log: input DENY eth0 PROTO=6 192.0.2.1:1025 198.51.100.2:111 L=60 S=0x00 I=1 F=0x4000 T=63 SYN (#4)", "in=eth0 len=60 ttl=63 bits=Syn")]
    [InlineData("Packet log: input REDIRECT 3128 eth0 PROTO=6 192.0.2.1:1025 198.51.100.2:80 L=60 S=0x00 I=1 F=0x4000 T=63 (#4)", "in=eth0 len=60 ttl=63")]
    [InlineData("Packet log: forward ACCEPT ppp0 PROTO=17 192.0.2.1:1025 198.51.100.2:53 L=60 S=0x00 I=1 F=0x0000 T=63 (#4)", "out=ppp0 len=60 ttl=63")]
    [InlineData("Packet log: mychain DENY eth0 PROTO=17 192.0.2.1:1025 198.51.100.2:53 L=60 S=0x00 I=1 F=0x0000 T=63 (#4)", "len=60 ttl=63")]
    public void A_packet(string message, string expected)
    {
        Assert.Equal(expected, Packet($"Nov 24 11:00:00 fw kernel: {message}"));
        Assert.Equal(expected, Packet($"Nov 24 11:00:00 fw kernel: message repeated 2 times: [ {message}]"));
    }

    [Theory]
    [InlineData("GET /a?b=c?d HTTP/1.1", "GET 1.1 /a b=c?d")]
    [InlineData("GET /a? HTTP/1.1", "GET 1.1 /a ")]
    [InlineData("GET /a b?c HTTP/1.0", "GET 1.0 /a b c")]
    [InlineData("GET /a", "GET  /a ")]
    [InlineData("GET http://www.example.org/x?y HTTP/1.0", "GET 1.0 /x y")]
    [InlineData("GET http://www.example.org?y HTTP/1.0", "GET 1.0  y")]
    [InlineData("GET http://www.example.org HTTP/1.0", "GET 1.0  ")]
    [InlineData("CONNECT mail.example.org:25 HTTP/1.0", "CONNECT 1.0  ")]
    [InlineData("OPTIONS * HTTP/1.0", "OPTIONS 1.0  ")]
    [InlineData("\\x16\\x03\\x01", "   ")]
    public void A_request(string request, string expected)
    {
        var handler = new DetailsHandler();
        Run($"192.0.2.9 - - [24/Nov/2026:11:00:15 +0000] \"{request}\" 404 12 \"http://www.example.net/HTTP/9\" \"agent\"", ref handler);
        Assert.Equal(expected, handler.Request);
    }

    private static string? Packet(string line)
    {
        var handler = new DetailsHandler();
        Run(line, ref handler);
        return handler.Packet;
    }

    private static void Run(string line, ref DetailsHandler handler)
    {
        ProbeParserState state = default;
        ProbeParser.Parse(Encoding.Latin1.GetBytes(line), Parse.Options, ref state, ref handler, isFinalBlock: true);
    }

    private struct DetailsHandler : IProbeHandler
    {
        public string? Packet { get; private set; }

        public string? Request { get; private set; }

        public void OnEvent(in ProbeEvent probe)
        {
            SyslogParser.Parse(probe.Frame, out EnvelopeFields envelope);
            PacketDetails packet = PacketDetails.Read(probe, envelope);
            byte[] frame = probe.Frame.ToArray();
            var text = new StringBuilder();
            Add("prefix", Of(packet.Prefix));
            Add("in", Of(packet.Ingress));
            Add("out", Of(packet.Egress));
            Add("smac", Of(packet.SourceMac));
            Add("dmac", Of(packet.DestinationMac));
            Add("len", packet.Length?.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Add("ttl", packet.TimeToLive?.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Add("bits", packet.ControlBits?.ToString());
            Packet = text.ToString().TrimEnd();
            RequestDetails request = RequestDetails.Read(probe);
            Request = $"{Of(request.Method)} {Of(request.Version)} {Of(request.Path)} {Of(request.Query)}";

            string Of(ByteRange range) => Encoding.Latin1.GetString(range.Of(frame));

            void Add(string name, string? value)
            {
                if (!string.IsNullOrEmpty(value))
                    text.Append(name).Append('=').Append(value).Append(' ');
            }
        }

        public readonly void OnOther(ReadOnlySpan<byte> frames, int count)
        {
        }

        public readonly void OnUnparsed(ReadOnlySpan<byte> frame, UnparsedReason reason, int offset)
        {
        }

        public readonly void OnOversize(int keptBytes)
        {
        }

        public readonly void OnUnresolvedRepeat(uint times)
        {
        }
    }
}
