using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using ProbeClassifier.Listener;

namespace ProbeClassifier.Cli;

/// <summary>Where to listen, and the bounds, as options.</summary>
internal sealed class ListenEndpointOptions
{
    private static readonly SyslogListenerOptions Defaults = new();

    private readonly Option<string[]> _tcp = Many("--tcp", "A TCP port (RFC 6587, octet counting or LF): 514, 192.0.2.1:514, [2001:db8::1]:514. May be given often.", "ENDPOINT");
    private readonly Option<string[]> _udp = Many("--udp", "A UDP port (RFC 5426). May be given often.", "ENDPOINT");
    private readonly Option<string[]> _tls = Many("--tls", "A TLS port (RFC 5425); needs --cert and --key. May be given often.", "ENDPOINT");
    private readonly Option<string[]> _unix = Many("--unix", "A Unix datagram socket, as /dev/log is. May be given often.", "PATH");
    private readonly Option<string[]> _unixStream = Many("--unix-stream", "A Unix stream socket. May be given often.", "PATH");
    private readonly Option<string?> _unixMode = new("--unix-mode") { Description = "The permissions of the sockets' files, like 666. Default: what the umask leaves.", HelpName = "MODE" };
    private readonly Option<string?> _certificate = new("--cert") { Description = "The certificate in PEM, with those of its issuers behind it. Read again when it changes.", HelpName = "FILE" };
    private readonly Option<string?> _key = new("--key") { Description = "Its private key in PEM.", HelpName = "FILE" };
    private readonly Option<string?> _clientAuthority = new("--client-ca") { Description = "Certificates in PEM: a peer must have one that these authorities issued.", HelpName = "FILE" };
    private readonly Option<string[]> _clientNames = Many("--client-name", "A name that a peer's certificate must have. May be given often.", "NAME");
    private readonly Option<string[]> _clientFingerprints = Many("--client-fingerprint", "SHA-256 of a certificate that is allowed whoever issued it. May be given often.", "HEX");
    private readonly Option<int?> _maxConnections = OptionKinds.Number("--max-connections", "The most open connections (1-1000000). Default: 1000.", "N", 1, SyslogListenerOptions.LargestMaxConnections);
    private readonly Option<int?> _maxPerAddress = OptionKinds.Number("--max-connections-per-address", "The most of one address. Default: as many as in all.", "N", 1, SyslogListenerOptions.LargestMaxConnections);
    private readonly Option<string?> _idle = new("--idle-timeout") { Description = "How long a connection may say nothing, 1s to 24d. Default: 10m.", HelpName = "SPAN" };
    private readonly Option<string?> _frame = new("--frame-timeout") { Description = "How long a message may take from its first byte to its last, 1s to 24d. Default: 30s.", HelpName = "SPAN" };
    private readonly Option<int?> _receiveBuffer = OptionKinds.Number("--receive-buffer", "The receive buffer of a UDP socket in bytes (65536-1073741824). Default: 8388608.", "BYTES", UdpEndpointOptions.MinReceiveBufferBytes, 1 << 30);
    private readonly Option<int?> _receiveLoops = OptionKinds.Number("--receive-loops", "How many loops read a UDP socket (1-64); with more than one, repeat lines cannot be resolved. Default: 1.", "N", 1, UdpEndpointOptions.MaxReceiveLoops);

    public IReadOnlyList<Option> All =>
    [
        _tcp, _udp, _tls, _unix, _unixStream, _unixMode, _certificate, _key, _clientAuthority, _clientNames, _clientFingerprints,
        _maxConnections, _maxPerAddress, _idle, _frame, _receiveBuffer, _receiveLoops,
    ];

    public SyslogListenerOptions Read(ParseResult parsed)
    {
        string[] tls = parsed.GetValue(_tls) ?? [];
        CheckTls(parsed, tls);
        var options = new SyslogListenerOptions
        {
            Tcp = [.. Endpoints(parsed, _tcp, TcpEndpointOptions.DefaultPort).Select(e => new TcpEndpointOptions { Address = e.Address, Port = e.Port })],
            Udp = [.. Endpoints(parsed, _udp, UdpEndpointOptions.DefaultPort).Select(e => Udp(parsed, e.Address, e.Port))],
            Tls = [.. Endpoints(parsed, _tls, TlsEndpointOptions.DefaultPort).Select(e => Tls(parsed, e.Address, e.Port))],
            Unix =
            [
                .. (parsed.GetValue(_unix) ?? []).Select(p => new UnixEndpointOptions { Path = p, Mode = parsed.GetValue(_unixMode) }),
                .. (parsed.GetValue(_unixStream) ?? []).Select(p => new UnixEndpointOptions { Path = p, IsDatagram = false, Mode = parsed.GetValue(_unixMode) }),
            ],
            MaxConnections = parsed.GetValue(_maxConnections) ?? Defaults.MaxConnections,
            MaxConnectionsPerAddress = parsed.GetValue(_maxPerAddress),
            IdleTimeout = OptionValues.Span("--idle-timeout", parsed.GetValue(_idle) ?? "10m", TimeSpan.FromSeconds(1), SyslogListenerOptions.LongestTime),
            FrameTimeout = OptionValues.Span("--frame-timeout", parsed.GetValue(_frame) ?? "30s", TimeSpan.FromSeconds(1), SyslogListenerOptions.LongestTime),
        };
        if (options.Tcp.Count + options.Udp.Count + options.Tls.Count + options.Unix.Count == 0)
            throw new UsageException("nothing to listen on; expected at least one of --tcp, --udp, --tls, --unix, --unix-stream");
        RefuseUnused(parsed, options);
        IReadOnlyList<string> errors = options.Validate();
        return errors.Count == 0 ? options : throw new UsageException(string.Join('\n', errors.Select(e => ListenOptionNames.Translate(e, options)).Distinct(StringComparer.Ordinal)));
    }

    private static Option<string[]> Many(string name, string description, string helpName) => new(name)
    {
        Description = description,
        HelpName = helpName,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private static IEnumerable<(string Address, int Port)> Endpoints(ParseResult parsed, Option<string[]> option, int defaultPort) =>
        (parsed.GetValue(option) ?? []).Select(text => EndpointText.TryParse(text, defaultPort, out string address, out int port)
            ? (address, port)
            : throw new UsageException($"{option.Name} \"{text}\" is no endpoint; expected {EndpointText.Expected}"));

    private void RefuseUnused(ParseResult parsed, SyslogListenerOptions options)
    {
        if (options.Unix.Count == 0)
            UnusedOptions.Refuse(parsed, "Unix sockets", "--unix PATH or --unix-stream PATH", _unixMode);
        if (options.Udp.Count == 0)
            UnusedOptions.Refuse(parsed, "UDP", "--udp ENDPOINT", _receiveBuffer, _receiveLoops);
        if (options.Tcp.Count + options.Tls.Count == 0)
            UnusedOptions.Refuse(parsed, "connections from addresses", "--tcp ENDPOINT or --tls ENDPOINT", _maxPerAddress);
        if (options.Tcp.Count + options.Tls.Count == 0 && options.Unix.All(u => u.IsDatagram))
            UnusedOptions.Refuse(parsed, "connections", "--tcp ENDPOINT, --tls ENDPOINT or --unix-stream PATH", _maxConnections, _idle, _frame);
    }

    private void CheckTls(ParseResult parsed, string[] tls)
    {
        if (tls.Length > 0 && (parsed.GetValue(_certificate) is null || parsed.GetValue(_key) is null))
            throw new UsageException("--tls needs --cert FILE and --key FILE");
        if (tls.Length == 0)
            UnusedOptions.Refuse(parsed, "TLS", "--tls ENDPOINT", _certificate, _key, _clientAuthority, _clientNames, _clientFingerprints);
    }

    private UdpEndpointOptions Udp(ParseResult parsed, string address, int port)
    {
        var udp = new UdpEndpointOptions { Address = address, Port = port };
        return udp with
        {
            ReceiveBufferBytes = parsed.GetValue(_receiveBuffer) ?? udp.ReceiveBufferBytes,
            ReceiveLoops = parsed.GetValue(_receiveLoops) ?? udp.ReceiveLoops,
        };
    }

    private TlsEndpointOptions Tls(ParseResult parsed, string address, int port) => new()
    {
        Address = address,
        Port = port,
        CertificateFile = parsed.GetValue(_certificate)!,
        KeyFile = parsed.GetValue(_key)!,
        ClientAuthorityFile = parsed.GetValue(_clientAuthority),
        ClientNames = parsed.GetValue(_clientNames) ?? [],
        ClientFingerprints = parsed.GetValue(_clientFingerprints) ?? [],
    };
}
