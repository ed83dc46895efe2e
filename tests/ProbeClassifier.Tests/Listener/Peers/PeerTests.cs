using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using ProbeClassifier.Tests.Cli;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Listener.Peers;

/// <summary>Real senders against the real command: every message that they send arrives once and is tagged.</summary>
public sealed class PeerTests(PeerPrograms peers) : IClassFixture<PeerPrograms>, IDisposable
{
    /// <summary>Messages over each connection; few enough for a datagram socket of the default size.</summary>
    private const int Messages = 300;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Rsyslog_over_tcp_in_both_framings_tls_and_udp()
    {
        Skip.If(peers.Missing is not null, peers.Missing);
        using ListenProcess listen = StartListener();
        _folder.Write("in.log", string.Concat(Enumerable.Range(0, Messages).Select(i => Packet(i) + "\n")));
        string config = _folder.Write("rsyslog.conf", $$"""
            global(workDirectory="{{_folder.Path}}" defaultNetstreamDriverCAFile="{{_folder.At("ca.pem")}}")
            module(load="imfile" mode="polling" pollingInterval="1")
            input(type="imfile" file="{{_folder.At("in.log")}}" tag="kernel:" facility="kern" severity="warning")
            template(name="octet" type="string" string="<%PRI%>1 2026-11-24T10:00:00Z octet kernel - - - %msg%")
            template(name="lines" type="string" string="<%PRI%>Nov 24 10:00:00 lines kernel: %msg%\n")
            template(name="tls" type="string" string="<%PRI%>1 2026-11-24T10:00:00Z tls kernel - - - %msg%")
            template(name="udp" type="string" string="<%PRI%>1 2026-11-24T10:00:00Z udp kernel - - - %msg%")
            action(type="omfwd" target="127.0.0.1" port="{{listen.Port("tcp")}}" protocol="tcp" tcp_framing="octet-counted" template="octet")
            action(type="omfwd" target="127.0.0.1" port="{{listen.Port("tcp")}}" protocol="tcp" template="lines")
            action(type="omfwd" target="127.0.0.1" port="{{listen.Port("udp")}}" protocol="udp" template="udp")
            action(type="omfwd" target="127.0.0.1" port="{{listen.Port("tls")}}" protocol="tcp" tcp_framing="octet-counted" template="tls"
                   StreamDriver="gtls" StreamDriverMode="1" StreamDriverAuthMode="x509/certvalid")
            """);
        using Process daemon = peers.Start("rsyslogd", ["-n", "-f", config, "-i", _folder.At("rsyslog.pid"), "-M", peers.RsyslogModules]);
        await ExpectAsync(listen, daemon, ["octet", "lines", "tls", "udp"]);
    }

    [SkippableFact]
    public async Task Syslog_ng_over_tcp_in_both_framings_tls_udp_and_a_unix_socket()
    {
        Skip.If(peers.Missing is not null, peers.Missing);
        using ListenProcess listen = StartListener();
        _folder.Write("in.log", string.Concat(Enumerable.Range(0, Messages).Select(i => $"<4>Nov 24 10:00:00 gw kernel: {Packet(i)}\n")));
        string Log(string host, string destination) => $"log {{ source(s); rewrite {{ set(\"{host}\", value(\"HOST\")); }}; destination {{ {destination}; }}; }};\n";
        string config = _folder.Write("syslog-ng.conf", $$"""
            @version: 3.38
            options { keep-hostname(yes); ts-format(iso); time-zone("+00:00"); stats-freq(0); };
            source s { file("{{_folder.At("in.log")}}"); };
            {{Log("octet", $"syslog(\"127.0.0.1\" transport(\"tcp\") port({listen.Port("tcp")}) persist-name(\"octet\"))")}}
            {{Log("lines", $"network(\"127.0.0.1\" transport(\"tcp\") port({listen.Port("tcp")}))")}}
            {{Log("udp", $"network(\"127.0.0.1\" transport(\"udp\") port({listen.Port("udp")}))")}}
            {{Log("unix", $"unix-dgram(\"{_folder.At("log.sock")}\")")}}
            {{Log("tls", $"syslog(\"localhost\" transport(\"tls\") port({listen.Port("tls")}) tls(ca-file(\"{_folder.At("ca.pem")}\") peer-verify(yes)))")}}
            """);
        using Process daemon = peers.Start(
            "syslog-ng",
            ["-F", "--no-caps", "-f", config, "-p", _folder.At("ng.pid"), "-c", _folder.At("ng.ctl"), "-R", _folder.At("ng.persist"), "--module-path", peers.SyslogNgModules]);
        await ExpectAsync(listen, daemon, ["octet", "lines", "udp", "unix", "tls"]);
    }

    [SkippableFact]
    public async Task Logger_over_tcp_udp_and_a_unix_socket()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && File.Exists("/usr/bin/logger"), "no /usr/bin/logger here");
        using ListenProcess listen = StartListener();
        string[][] ways =
        [
            ["-n", "127.0.0.1", "-P", Number(listen.Port("tcp")), "-T", "--octet-count", "--rfc5424=notime"],
            ["-n", "127.0.0.1", "-P", Number(listen.Port("tcp")), "-T", "--rfc3164"],
            ["-n", "127.0.0.1", "-P", Number(listen.Port("udp")), "-d", "--rfc5424"],
            ["-u", _folder.At("log.sock")],
        ];
        for (int way = 0; way < ways.Length; way++)
        {
            int first = way * Messages;
            string input = _folder.Write("lines", string.Concat(Enumerable.Range(first, Messages).Select(i => $"Failed password for root from 192.0.2.7 port {1000 + i} ssh2\n")));
            using Process logger = CommandLine.StartOther("/usr/bin/logger", ["-t", "sshd", "-p", "auth.info", "-f", input, .. ways[way]]);
            logger.StandardInput.Close();
            CommandResult sent = CommandLine.Finish(logger, logger.StandardOutput.ReadToEndAsync(), logger.StandardError.ReadToEndAsync());
            Assert.Equal((0, string.Empty), (sent.ExitCode, sent.Error));
        }

        int expected = ways.Length * Messages;
        listen.Await(() => Events().Count >= expected, "not all messages arrived");
        CommandResult result = await listen.StopAsync();
        Assert.Equal(0, result.ExitCode);
        List<JsonElement> events = Events();
        Assert.Equal(Enumerable.Range(1000, expected), events.Select(e => e.GetProperty("source_port").GetInt32()).Order());
        Assert.All(events, e => Assert.NotEqual(0, e.GetProperty("tags").GetArrayLength()));
    }

    private static string Packet(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"DROP IN=eth0 OUT= MAC=00:16:3e:00:00:01:00:16:3e:00:00:02:08:00 SRC=192.0.2.{number % 200} DST=198.51.100.1 LEN=60 TOS=0x00 PREC=0x00 TTL=52 ID={number} DF PROTO=TCP SPT={1000 + number} DPT=22 WINDOW=1024 RES=0x00 SYN URGP=0 ");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private ListenProcess StartListener()
    {
        using var certificates = new TestCertificates();
        using X509Certificate2 server = certificates.Server();
        _folder.Write("ca.pem", certificates.Authority.ExportCertificatePem());
        _folder.Write("cert.pem", server.ExportCertificatePem());
        _folder.Write("key.pem", TestCertificates.KeyPem(server));
        return ListenProcess.Start(
            4,
            "--tcp", "127.0.0.1:0", "--udp", "127.0.0.1:0", "--unix", _folder.At("log.sock"),
            "--tls", "127.0.0.1:0", "--cert", _folder.At("cert.pem"), "--key", _folder.At("key.pem"),
            "--events", _folder.At("events.ndjson"), "--report", _folder.At("report.json"), "--format", "json", "--year", "2026", "--timezone", "UTC");
    }

    /// <summary>Each way brings each message once, with its tag; then both are stopped, and the report agrees.</summary>
    private async Task ExpectAsync(ListenProcess listen, Process daemon, string[] hosts)
    {
        try
        {
            int expected = hosts.Length * Messages;
            listen.Await(() => Events().Count >= expected || daemon.HasExited, "not all messages arrived");
            if (daemon.HasExited)
                Assert.Fail("the daemon ended: " + await daemon.StandardError.ReadToEndAsync() + await daemon.StandardOutput.ReadToEndAsync());
        }
        finally
        {
            if (!daemon.HasExited)
                daemon.Kill();
            await daemon.WaitForExitAsync();
        }

        CommandResult result = await listen.StopAsync();
        Assert.Equal(0, result.ExitCode);
        List<JsonElement> events = [.. Events().Where(e => e.TryGetProperty("source_port", out _))];
        foreach (string host in hosts)
        {
            JsonElement[] ofHost = [.. events.Where(e => string.Equals(e.GetProperty("host").GetString(), host, StringComparison.Ordinal))];
            Assert.Equal(Enumerable.Range(1000, Messages), ofHost.Select(e => e.GetProperty("source_port").GetInt32()).Order());
            Assert.All(ofHost, e => Assert.Equal("tcp/22", e.GetProperty("tags")[0].GetString()));
        }

        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(_folder.At("report.json")));
        JsonElement input = report.RootElement.GetProperty("input");
        Assert.Equal(0, input.GetProperty("unparsed").GetInt64());
        Assert.Equal(hosts.Length * Messages, report.RootElement.GetProperty("sections")[0].GetProperty("events").GetInt64());
    }

    private List<JsonElement> Events()
    {
        using var file = new StreamReader(new FileStream(_folder.At("events.ndjson"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite), Encoding.UTF8);
        List<JsonElement> events = [];
        string text = file.ReadToEnd();
        foreach (string line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
            events.Add(JsonSerializer.Deserialize<JsonElement>(line));
        return events;
    }
}
