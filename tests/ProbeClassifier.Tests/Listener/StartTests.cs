using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Threading.Tasks;
using ProbeClassifier.Listener;
using ProbeClassifier.Live;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Listener;

/// <summary>Options that are wrong, and endpoints that cannot be had.</summary>
public sealed class StartTests
{
    [Fact]
    public void Every_error_of_the_options_is_told()
    {
        SyslogListenerOptions options = new()
        {
            Tcp = [new TcpEndpointOptions { Address = "localhost", Port = 70_000 }, new TcpEndpointOptions { Address = "1" }],
            Tls = [new TlsEndpointOptions { ClientNames = ["a"], ClientFingerprints = ["12:34"] }],
            Udp = [new UdpEndpointOptions { ReceiveLoops = 0, ReceiveBufferBytes = 10 }],
            Unix = [new UnixEndpointOptions { Path = new string('x', 108), Mode = "698" }, new UnixEndpointOptions()],
            MaxConnections = 0,
            MaxConnectionsPerAddress = -1,
            IdleTimeout = TimeSpan.Zero,
            FrameTimeout = TimeSpan.FromDays(25),
        };
        string[] names =
        [
            "Tcp[0].Address: 'localhost'", "Tcp[0].Port: 70000", "Tcp[1].Address: '1'", "Tls[0].CertificateFile: ''", "Tls[0].KeyFile: ''", "Tls[0].ClientNames: a",
            "Tls[0].ClientFingerprints: '12:34'", "Udp[0].ReceiveLoops: 0", "Udp[0].ReceiveBufferBytes: 10", "Unix[0].Path: 'xxx", "Unix[0].Mode: '698'", "Unix[1].Path: ''",
            "MaxConnections: 0", "MaxConnectionsPerAddress: -1", "IdleTimeout: 00:00:00", "FrameTimeout: 25.00:00:00",
        ];
        Assert.Equal(names.Length, options.Validate().Count);
        foreach ((string expected, string found) in names.Zip(options.Validate()))
        {
            Assert.StartsWith(expected, found, StringComparison.Ordinal);
            Assert.Contains("expected", found, StringComparison.Ordinal);
        }

        ArgumentException error = Assert.Throws<ArgumentException>(() => new SyslogListener(new ProbeCollector(), options));
        Assert.All(names, name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
        Assert.Contains("at least one endpoint", Assert.Single(new SyslogListenerOptions().Validate()), StringComparison.Ordinal);
        Assert.Empty(ListenerUnderTest.Tcp.Validate());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_and_nothing_is_left_bound()
    {
        using Socket other = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        int taken = ((IPEndPoint)other.LocalEndPoint!).Port;
        using Socket free = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        free.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int first = ((IPEndPoint)free.LocalEndPoint!).Port;
        free.Dispose();
        SyslogListenerOptions options = new()
        {
            Tcp = [new TcpEndpointOptions { Address = "127.0.0.1", Port = 0 }, new TcpEndpointOptions { Address = "127.0.0.1", Port = taken }],
            Udp = [new UdpEndpointOptions { Address = "127.0.0.1", Port = first }],
        };
        await using SyslogListener listener = new(new ProbeCollector(), options);
        ListenerStartException error = await Assert.ThrowsAsync<ListenerStartException>(() => listener.StartAsync());
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"tcp 127.0.0.1 port {taken}"), error.Message, StringComparison.Ordinal);
        Assert.Contains("choose another port", error.Message, StringComparison.Ordinal);
        Assert.Empty(listener.Endpoints);
    }

    [Fact]
    public async Task An_address_of_another_machine_is_named()
    {
        SyslogListenerOptions options = new() { Udp = [new UdpEndpointOptions { Address = "192.0.2.1", Port = 0 }] };
        await using SyslogListener listener = new(new ProbeCollector(), options);
        ListenerStartException error = await Assert.ThrowsAsync<ListenerStartException>(() => listener.StartAsync());
        Assert.Contains("udp 192.0.2.1 port 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("no interface", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_addresses_are_both_versions_of_IP()
    {
        await using ListenerUnderTest listener = await ListenerUnderTest.StartAsync(new SyslogListenerOptions { Tcp = [new TcpEndpointOptions { Port = 0 }] });
        await listener.SendAsync(ListenerUnderTest.Line(ListenerUnderTest.Message(1)));
        Assert.Equal(1, (await listener.StopAsync()).Lines);
        Assert.Equal([ListenerNoticeKind.Listening, ListenerNoticeKind.Stopped], listener.Notices.Select(n => n.Kind));
    }

    [Fact]
    public async Task A_socket_whose_owner_accepts_nothing_is_in_use_and_nobody_waits_for_it()
    {
        using TemporaryFolder folder = new();
        string path = folder.At("socket");
        UnixDomainSocketEndPoint endPoint = new(path);
        using Socket owner = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        owner.Bind(endPoint);
        owner.Listen(1);
        List<Socket> waiting = [];
        try
        {
            // Until the backlog is full.
            while (IsQueued())
            {
            }

            await using SyslogListener listener = new(new ProbeCollector(), Unix(path));
            ListenerStartException error = await Assert.ThrowsAsync<ListenerStartException>(() => Task.Run(() => listener.StartAsync()).WaitAsync(TimeSpan.FromMinutes(1)));
            Assert.Contains($"'{path}': another process listens there", error.Message, StringComparison.Ordinal);
            Assert.True(File.Exists(path));
        }
        finally
        {
            waiting.ForEach(s => s.Dispose());
        }

        bool IsQueued()
        {
            waiting.Add(new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false });
            try
            {
                waiting[^1].Connect(endPoint);
                return true;
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.WouldBlock)
            {
                return false;
            }
        }
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_socket_that_a_crash_left_and_that_cannot_be_removed_is_told_with_what_to_do()
    {
        Skip.If(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "root may remove anything");
        using TemporaryFolder folder = new();
        string path = folder.At("closed/socket");
        Directory.CreateDirectory(folder.At("closed"));

        // The framework removes the file of a socket that it closes, by the name that it had.
        using (Socket crashed = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            crashed.Bind(new UnixDomainSocketEndPoint(folder.At("first")));
            File.Move(folder.At("first"), path);
        }

        File.SetUnixFileMode(folder.At("closed"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            await using SyslogListener listener = new(new ProbeCollector(), Unix(path));
            ListenerStartException error = await Assert.ThrowsAsync<ListenerStartException>(() => listener.StartAsync());
            Assert.Contains("cannot be removed", error.Message, StringComparison.Ordinal);
            Assert.EndsWith("remove it, or choose another path", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(folder.At("closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static SyslogListenerOptions Unix(string path) => new() { Unix = [new UnixEndpointOptions { Path = path, IsDatagram = false }] };

    [Fact]
    public async Task A_listener_that_never_started_stops()
    {
        await using SyslogListener listener = new(new ProbeCollector(), ListenerUnderTest.Tcp);
        await listener.StopAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => listener.StartAsync());
    }
}
