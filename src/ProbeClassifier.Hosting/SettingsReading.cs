using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using ProbeClassifier.Listener;
using ProbeClassifier.Live;
using ProbeClassifier.Parsing;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Hosting;

/// <summary>Settings to options. What is wrong is added to the errors, each with its name, its value, and what was expected.</summary>
internal sealed class SettingsReading(ProbeClassifierSettings settings, RuleSet? given, TimeProvider time)
{
    public List<string> Errors { get; } = [];

    public ProbeCollectorOptions Collector()
    {
        var options = new ProbeCollectorOptions
        {
            Parser = new ProbeParserOptions
            {
                MaxFrameBytes = settings.MaxFrameBytes,
                Year = settings.Year,
                TimeZone = Zone(),
                TimeProvider = time,
            },
            Rollup = new ProbeRollupOptions
            {
                Rules = Rules(),
                IncidentGap = settings.IncidentGap,
                MaxSources = settings.MaxSources,
                SelectionKey = settings.SelectionKey,
            },
            Window = settings.Window,
            Lateness = settings.Lateness,
        };
        if (settings.Lanes is { } lanes)
            options = options with { Lanes = lanes };
        if (settings.TopSources is < 0 or > 1000)
            Errors.Add(string.Create(CultureInfo.InvariantCulture, $"TopSources: {settings.TopSources}; expected from 0 to 1000"));
        if (settings.CheckpointEvery < TimeSpan.FromSeconds(1) || settings.CheckpointEvery > TimeSpan.FromDays(1))
            Errors.Add($"CheckpointEvery: {settings.CheckpointEvery:c}; expected from one second to one day");
        if (settings.MaxLag <= TimeSpan.Zero)
            Errors.Add($"MaxLag: {settings.MaxLag:c}; expected a time above 0, or nothing");
        Errors.AddRange(options.Validate());
        return options;
    }

    public SyslogListenerOptions Listener()
    {
        ListenerSettings listener = settings.Listener;
        var options = new SyslogListenerOptions
        {
            Tcp = [.. listener.Tcp.Select((text, i) => Endpoint("Tcp", i, text, TcpEndpointOptions.DefaultPort)).Select(e => new TcpEndpointOptions { Address = e.Address, Port = e.Port })],
            Tls = [.. listener.Tls.Select(Tls)],
            Udp = [.. listener.Udp.Select((text, i) => Endpoint("Udp", i, text, UdpEndpointOptions.DefaultPort)).Select(e => new UdpEndpointOptions
            {
                Address = e.Address,
                Port = e.Port,
                ReceiveLoops = listener.UdpReceiveLoops,
                ReceiveBufferBytes = listener.UdpReceiveBufferBytes,
            })],
            Unix = [.. listener.Unix.Select(u => new UnixEndpointOptions { Path = u.Path, IsDatagram = u.IsDatagram, Mode = u.Mode })],
            MaxConnections = listener.MaxConnections,
            MaxConnectionsPerAddress = listener.MaxConnectionsPerAddress,
            IdleTimeout = listener.IdleTimeout,
            FrameTimeout = listener.FrameTimeout,
            HandshakeTimeout = listener.HandshakeTimeout,
            DrainTimeout = listener.DrainTimeout,
        };
        Errors.AddRange(options.Validate().Select(e => "Listener." + e));
        return options;
    }

    private TlsEndpointOptions Tls(TlsSettings tls, int index)
    {
        (string address, int port) = Endpoint("Tls", index, tls.Endpoint, TlsEndpointOptions.DefaultPort);
        return new TlsEndpointOptions
        {
            Address = address,
            Port = port,
            CertificateFile = tls.CertificateFile,
            KeyFile = tls.KeyFile,
            ClientAuthorityFile = tls.ClientAuthorityFile,
            ClientNames = [.. tls.ClientNames],
            ClientFingerprints = [.. tls.ClientFingerprints],
        };
    }

    private (string Address, int Port) Endpoint(string list, int index, string text, int defaultPort)
    {
        if (EndpointText.TryParse(text, defaultPort, out string address, out int port))
            return (address, port);
        Errors.Add(string.Create(CultureInfo.InvariantCulture, $"Listener.{list}[{index}]: '{text}'; expected {EndpointText.Expected}"));
        return ("*", defaultPort);
    }

    private TimeZoneInfo Zone()
    {
        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone);
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException or ArgumentException)
        {
            Errors.Add($"TimeZone: '{settings.TimeZone}'; expected a zone of this system, such as UTC or Asia/Tokyo");
            return TimeZoneInfo.Utc;
        }
    }

    private RuleSet Rules()
    {
        List<IPNetwork> home = [];
        for (int i = 0; i < settings.Home.Count; i++)
        {
            if (IPNetwork.TryParse(settings.Home[i], out IPNetwork network))
                home.Add(network);
            else
                Errors.Add(string.Create(CultureInfo.InvariantCulture, $"Home[{i}]: '{settings.Home[i]}'; expected a network such as 192.0.2.0/24 or 2001:db8::/32"));
        }

        RuleSet rules = given ?? Load();
        return home.Count > 0 ? rules.WithHome(home) : rules;
    }

    private RuleSet Load()
    {
        try
        {
            return settings.Rules switch
            {
                null or "" or RuleSet.DefaultName => RuleSet.Default,
                RuleSet.ExtendedName => RuleSet.Extended,
                { } path => RuleSet.Load(path),
            };
        }
        catch (RuleSetException e)
        {
            Errors.Add($"Rules: '{settings.Rules}' has errors: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Errors.Add($"Rules: '{settings.Rules}' cannot be read: {e.Message}");
        }

        return RuleSet.Default;
    }
}
