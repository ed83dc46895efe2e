using System;
using System.Collections.Generic;
using ProbeClassifier.Listener;

namespace ProbeClassifier.Hosting;

/// <summary>Where a host listens. Endpoints are <c>ADDRESS:PORT</c>, <c>[IPv6]:PORT</c>, <c>*:PORT</c> or <c>PORT</c>.</summary>
public sealed class ListenerSettings
{
    private static readonly SyslogListenerOptions Defaults = new();

    /// <summary>TCP endpoints. Default: none.</summary>
    public IList<string> Tcp { get; } = [];

    /// <summary>UDP endpoints. Default: none.</summary>
    public IList<string> Udp { get; } = [];

    /// <summary>TLS endpoints. Default: none.</summary>
    public IList<TlsSettings> Tls { get; } = [];

    /// <summary>Unix sockets. Default: none.</summary>
    public IList<UnixSettings> Unix { get; } = [];

    /// <summary>See <see cref="UdpEndpointOptions.ReceiveLoops"/>. Default 1.</summary>
    public int UdpReceiveLoops { get; set; } = new UdpEndpointOptions().ReceiveLoops;

    /// <summary>See <see cref="UdpEndpointOptions.ReceiveBufferBytes"/>. Default 8 MiB.</summary>
    public int UdpReceiveBufferBytes { get; set; } = new UdpEndpointOptions().ReceiveBufferBytes;

    /// <summary>See <see cref="SyslogListenerOptions.MaxConnections"/>. Default 1,000.</summary>
    public int MaxConnections { get; set; } = Defaults.MaxConnections;

    /// <summary>See <see cref="SyslogListenerOptions.MaxConnectionsPerAddress"/>. Default null.</summary>
    public int? MaxConnectionsPerAddress { get; set; }

    /// <summary>See <see cref="SyslogListenerOptions.IdleTimeout"/>. Default 10 minutes.</summary>
    public TimeSpan IdleTimeout { get; set; } = Defaults.IdleTimeout;

    /// <summary>See <see cref="SyslogListenerOptions.FrameTimeout"/>. Default 30 s.</summary>
    public TimeSpan FrameTimeout { get; set; } = Defaults.FrameTimeout;

    /// <summary>See <see cref="SyslogListenerOptions.HandshakeTimeout"/>. Default 10 s.</summary>
    public TimeSpan HandshakeTimeout { get; set; } = Defaults.HandshakeTimeout;

    /// <summary>See <see cref="SyslogListenerOptions.DrainTimeout"/>. Default 5 s.</summary>
    public TimeSpan DrainTimeout { get; set; } = Defaults.DrainTimeout;
}
