using System;
using System.Collections.Generic;
using ProbeClassifier.Listener.Configuration;

namespace ProbeClassifier.Listener;

/// <summary>Where to listen, and the bounds. Immutable; share it freely. <see cref="Validate"/> tells what is wrong with it.</summary>
public sealed record SyslogListenerOptions
{
    /// <summary>The most that <see cref="MaxConnections"/> can be: 1,000,000.</summary>
    public const int LargestMaxConnections = 1_000_000;

    /// <summary>The shortest of all times here: 10 ms.</summary>
    public static readonly TimeSpan ShortestTime = TimeSpan.FromMilliseconds(10);

    /// <summary>The longest of all times here: 24 days.</summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromDays(24);

    /// <summary>TCP ports. Default: none.</summary>
    public IReadOnlyList<TcpEndpointOptions> Tcp { get; init; } = [];

    /// <summary>TLS ports. Default: none.</summary>
    public IReadOnlyList<TlsEndpointOptions> Tls { get; init; } = [];

    /// <summary>UDP ports. Default: none.</summary>
    public IReadOnlyList<UdpEndpointOptions> Udp { get; init; } = [];

    /// <summary>Unix sockets. Default: none.</summary>
    public IReadOnlyList<UnixEndpointOptions> Unix { get; init; } = [];

    /// <summary>
    /// Connections of TCP, TLS and Unix stream sockets together, 1–1,000,000. One more is accepted and closed at once, and counted.
    /// Default 1,000. The process needs as many file descriptors and some.
    /// </summary>
    public int MaxConnections { get; init; } = 1000;

    /// <summary>Connections of one address, 1–1,000,000. Default null: as many as there may be in all. Unix sockets have no address.</summary>
    public int? MaxConnectionsPerAddress { get; init; }

    /// <summary>How long a connection between messages may say nothing; 10 ms to 24 days. Default 10 minutes.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long a message may take from the first byte to the last, time in which we did not read left out; 10 ms to 24 days. Default
    /// 30 s.
    /// </summary>
    public TimeSpan FrameTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a TLS handshake may take; 10 ms to 24 days. Default 10 s.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a stop waits for peers that still send; 10 ms to 24 days. Default 5 s.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A peer that says nothing for so long during a stop has said all; 10 ms to 24 days. Default 250 ms.</summary>
    public TimeSpan DrainQuiet { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>At the most so often are certificate files looked at, at handshakes; 10 ms to 24 days. Default 2 s.</summary>
    public TimeSpan CertificateCheckInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>All that is wrong: each entry names the option, its value, and what was expected. Empty when all is well.</summary>
    public IReadOnlyList<string> Validate() => OptionChecks.Of(this);
}
