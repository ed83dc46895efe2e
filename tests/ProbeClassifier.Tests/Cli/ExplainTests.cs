using System;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace ProbeClassifier.Tests.Cli;

/// <summary><c>explain</c>: every field, the rule, or why not and where.</summary>
public sealed class ExplainTests
{
    private const string Web = """2001:db8::5 - - [14/May/2000:09:12:37 +0900] "GET /%63gi-bin/phf HTTP/1.0" 404 210 "-" "-" """;

    [Fact]
    public void A_packet_is_given_with_all_its_fields()
    {
        JsonElement json = ExplainOne(CliLines.Telnet);
        Assert.Equal("netfilter", json.GetProperty("dialect").GetString());
        Assert.Equal("2000-05-14T03:11:09Z", json.GetProperty("time").GetString());
        Assert.Equal("fw", json.GetProperty("host").GetString());
        Assert.Equal("kernel", json.GetProperty("app").GetString());
        Assert.Equal("blocked", json.GetProperty("action").GetString());
        Assert.Equal("inbound", json.GetProperty("direction").GetString());
        Assert.Equal("203.0.113.7", json.GetProperty("source").GetProperty("ip").GetString());
        Assert.Equal(1024, json.GetProperty("source").GetProperty("port").GetInt32());
        Assert.Equal("192.0.2.1", json.GetProperty("destination").GetProperty("ip").GetString());
        Assert.Equal(23, json.GetProperty("destination").GetProperty("port").GetInt32());
        Assert.Equal("tcp", json.GetProperty("transport").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("icmp").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("url").ValueKind);
        Assert.Equal("tcp/23", json.GetProperty("tags")[0].GetString());
        Assert.Equal("I", json.GetProperty("section").GetString());
        Assert.StartsWith("jpcert-2000-q2#", json.GetProperty("rule").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Absent_is_not_zero()
    {
        JsonElement json = ExplainOne(CliLines.Ping);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("source").GetProperty("port").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("destination").GetProperty("port").ValueKind);
        Assert.Equal((8, 0), (json.GetProperty("icmp").GetProperty("type").GetInt32(), json.GetProperty("icmp").GetProperty("code").GetInt32()));
    }

    [Fact]
    public void A_request_is_given_as_the_client_sent_it()
    {
        JsonElement json = ExplainOne(Web);
        Assert.Equal("access-log", json.GetProperty("dialect").GetString());
        Assert.Equal("2000-05-14T00:12:37Z", json.GetProperty("time").GetString());
        Assert.Equal("/%63gi-bin/phf", json.GetProperty("url").GetString());
        Assert.Equal("http/cgi-bin", json.GetProperty("tags")[0].GetString());
        Assert.Equal("2001:db8::5", json.GetProperty("source").GetProperty("ip").GetString());
    }

    [Theory]
    [InlineData(CliLines.HeadCut, "no-source")]
    [InlineData(CliLines.Other, "unknown")]
    [InlineData("May 14 03:11:09 fw last message repeated 3 times", "repeat")]
    [InlineData("<13>May 14 03:11:09 fw kernel: DROP IN=eth0 OUT= SRC=203.0.113.7 DST=192.0.2.1 LEN=60 TOS=0x00 PREC=0x00 TTL=50 ID=1 DF PROTO=TCP SPT=1024 DPT=23 WINDOW=1024 RES=0x00 SYN URGP=0", "untrusted")]
    [InlineData("May 14 03:11:09 fw kernel: DROP IN=eth0 OUT= SRC=203.0.113.7 DST=192.0.2.1 LEN=60 TOS=0x00 PREC=0x00 TTL=50 ID=1 DF PROTO=TCP SPT=1024 DPT=99999 WINDOW=1", "bad-port")]
    public void What_is_no_event_has_a_reason_and_a_place(string line, string reason)
    {
        JsonElement json = ExplainOne(line);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("dialect").ValueKind);
        Assert.Equal(reason, json.GetProperty("reason").GetString());
        Assert.InRange(json.GetProperty("offset").GetInt32(), 0, line.Length);
    }

    [Fact]
    public void The_place_of_a_wrong_port_is_its_first_byte()
    {
        string line = CliLines.Telnet.Replace("DPT=23", "DPT=99999", StringComparison.Ordinal);
        Assert.Equal(line.IndexOf("99999", StringComparison.Ordinal), ExplainOne(line).GetProperty("offset").GetInt32());
    }

    [Fact]
    public void Standard_input_gives_one_object_a_line()
    {
        byte[] input = Encoding.UTF8.GetBytes(CliLines.Telnet + "\r\n" + CliLines.Ping.TrimEnd('\n'));
        CommandResult result = CommandLine.RunWith(input, "explain", "--format", "json", "--year", "2000");
        string[] lines = result.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => JsonDocument.Parse(line).Dispose());
    }

    [Fact]
    public void A_line_without_an_end_is_cut_at_the_frame_limit()
    {
        byte[] input = [.. Encoding.UTF8.GetBytes(CliLines.Telnet.TrimEnd('\n')), .. Enumerable.Repeat((byte)' ', 1_000_000), (byte)'\n', .. Encoding.UTF8.GetBytes(CliLines.Ping)];
        CommandResult result = CommandLine.RunWith(input, "explain", "--format", "json", "-");
        string[] dialects = [.. result.Output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement.GetProperty("dialect").GetString()!)];
        Assert.Equal(["netfilter", "netfilter"], dialects);
    }

    [Fact]
    public void Text_names_the_tag_and_plays_no_tricks_on_the_terminal()
    {
        CommandResult result = CommandLine.Run("explain", CliLines.Telnet.TrimEnd('\n'), "\u001b[2J hidden \u202e");
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        Assert.Contains("tcp/23", result.Output, StringComparison.Ordinal);
        Assert.Contains("203.0.113.7 port 1024", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.DoesNotContain('\u202e', result.Output);
    }

    private static JsonElement ExplainOne(string line)
    {
        CommandResult result = CommandLine.Run("explain", "--year", "2000", "--timezone", "UTC", "--format", "json", line.TrimEnd('\n'));
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        using JsonDocument json = JsonDocument.Parse(result.Output);
        return json.RootElement.Clone();
    }
}
