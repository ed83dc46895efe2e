using System;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Tasks;
using ProbeClassifier.Listener;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tests.Support;
using static ProbeClassifier.Tests.Listener.ListenerUnderTest;

namespace ProbeClassifier.Tests.Listener.Faults;

/// <summary>RFC 5425, and those who do not keep to it. Whatever one peer does, the next is served.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestCertificates _ours = new();
    private readonly TestCertificates _foreign = new("CN=another authority");

    public void Dispose()
    {
        _folder.Dispose();
        _ours.Dispose();
        _foreign.Dispose();
    }

    [Fact]
    public async Task Messages_arrive_once()
    {
        await using ListenerUnderTest listener = await StartAsync(Options());
        byte[] bytes = [.. Enumerable.Range(0, 2000).SelectMany(i => Counted(Message(i)))];
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SendAsync(listener, bytes, null)));
        ProbeRollup rollup = await listener.StopAsync();
        Assert.Equal(8000, rollup.EventLines);
        Assert.Equal(4, listener.Counters.Closed(CloseReason.PeerClosed));
        Assert.Equal(4L * bytes.Length, listener.Counters.BytesOf(SyslogTransport.Tls));
    }

    [Theory]
    [InlineData("<13>Nov 24 11:00:00 host app: plain text to the TLS port\n")]
    [InlineData("57 <13>Nov 24 11:00:00 host app: plain text to the TLS port")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001\u0000\u0010garbagegarbage!!")]
    public async Task Plain_text_to_the_TLS_port_is_refused_and_the_next_is_served(string text)
    {
        await using ListenerUnderTest listener = await StartAsync(Options());
        using (Socket socket = await listener.ConnectAsync())
        {
            await SendAllAsync(socket, Encoding.Latin1.GetBytes(text));
            await EndAsync(socket);
        }

        await listener.UntilAsync(c => c.Closed(CloseReason.TlsFailed) == 1);
        await SendAsync(listener, Counted(Message(1)), null);
        Assert.Equal(1, (await listener.StopAsync()).Lines);
        Assert.Contains(listener.Notices, n => n.Kind == ListenerNoticeKind.TlsFailed && n.IsWarning);
    }

    [Fact]
    public async Task A_peer_that_shakes_no_hand_is_let_go()
    {
        await using ListenerUnderTest listener = await StartAsync(Options() with { HandshakeTimeout = TimeSpan.FromMilliseconds(50) });
        using Socket socket = await listener.ConnectAsync();
        await EndAsync(socket);
        await listener.UntilAsync(c => c.Closed(CloseReason.TlsTimeout) == 1);
        await listener.StopAsync();
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_a_handshake_beyond_its_time()
    {
        await using ListenerUnderTest listener = await StartAsync(Options() with { DrainTimeout = TimeSpan.FromMilliseconds(50) });
        using Socket socket = await listener.ConnectAsync();
        await listener.UntilAsync(c => c.Active == 1);
        await listener.StopAsync();
        Assert.Equal(1, listener.Counters.Closed(CloseReason.Stopped));
    }

    [Fact]
    public async Task A_reset_in_a_message_is_a_reset()
    {
        await using ListenerUnderTest listener = await StartAsync(Options());
        Socket socket = await listener.ConnectAsync();
        using (SslStream stream = await HandshakeAsync(socket, null))
        {
            await stream.WriteAsync((byte[])[.. Counted(Message(1)), .. "100 <13>a"u8]);
            await listener.UntilAsync(c => c.Messages == 1);
            Reset(socket);
        }

        await listener.UntilAsync(c => c.Closed(CloseReason.PeerReset) == 1);
        Assert.Equal(1, (await listener.StopAsync()).Lines);
        Assert.Equal(1, listener.Counters.CutMessages);
    }

    [Theory]
    [InlineData("none", false)]
    [InlineData("foreign", false)]
    [InlineData("other name", false)]
    [InlineData("server", false)]
    [InlineData("expired", false)]
    [InlineData("listed name", true)]
    [InlineData("listed DNS name", true)]
    [InlineData("common name beside DNS names", false)]
    [InlineData("fingerprint", true)]
    public async Task Only_allowed_certificates_come_in(string shown, bool isAllowed)
    {
        using X509Certificate2 pinned = _foreign.Client("pinned");
        using X509Certificate2? certificate = shown switch
        {
            "foreign" => _foreign.Client("sender.example"),
            "other name" => _ours.Client("other.example"),
            "server" => _ours.Server("sender.example"),
            "expired" => _ours.ExpiredClient("sender.example"),
            "listed name" => _ours.Client("Sender.Example"),
            "listed DNS name" => _ours.Client("any", "sender.example"),
            "common name beside DNS names" => _ours.Client("sender.example", "other.example"),
            _ => null,
        };
        string print = string.Join(':', pinned.GetCertHash(HashAlgorithmName.SHA256).Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
        SyslogListenerOptions options = Options(tls => tls with
        {
            ClientAuthorityFile = _folder.Write("authority.pem", _ours.Authority.ExportCertificatePem()),
            ClientNames = ["sender.example"],
            ClientFingerprints = [print],
        });
        await using ListenerUnderTest listener = await StartAsync(options);
        await TrySendAsync(listener, Counted(Message(1)), string.Equals(shown, "fingerprint", StringComparison.Ordinal) ? pinned : certificate);
        await listener.UntilAsync(c => c.Closed(CloseReason.PeerClosed) + c.Closed(CloseReason.ClientCertificateRefused) == 1);

        // Another peer is served meanwhile and afterwards.
        await SendAsync(listener, Counted(Message(2)), pinned);
        Assert.Equal(isAllowed ? 2 : 1, (await listener.StopAsync()).Lines);
        Assert.Equal(isAllowed ? 0 : 1, listener.Counters.Closed(CloseReason.ClientCertificateRefused));
    }

    [Fact]
    public async Task A_certificate_may_come_with_its_issuers()
    {
        using TestCertificates intermediate = _ours.Intermediate();
        using X509Certificate2 certificate = intermediate.Client("sender.example");
        SyslogListenerOptions options = Options(tls => tls with { ClientAuthorityFile = _folder.Write("authority.pem", _ours.Authority.ExportCertificatePem()) });
        await using ListenerUnderTest listener = await StartAsync(options);
        await TrySendAsync(listener, Counted(Message(1)), certificate);
        await listener.UntilAsync(c => c.Closed(CloseReason.ClientCertificateRefused) == 1);
        await SendAsync(listener, Counted(Message(2)), certificate, intermediate.Authority);
        Assert.Equal(1, (await listener.StopAsync()).Lines);
    }

    [Fact]
    public async Task A_peer_that_does_not_trust_us_is_counted()
    {
        await using ListenerUnderTest listener = await StartAsync(Options());
        using Socket socket = await listener.ConnectAsync();
        await using SslStream stream = new(new NetworkStream(socket, ownsSocket: false));
        await Assert.ThrowsAsync<AuthenticationException>(() => stream.AuthenticateAsClientAsync("localhost"));
        socket.Dispose();

        // TLS 1.3 lets a peer end the handshake before it looks at the certificate; then it just closes.
        await listener.UntilAsync(c => c.Closed(CloseReason.TlsFailed) + c.Closed(CloseReason.PeerReset) + c.Closed(CloseReason.PeerClosed) == 1);
        Assert.Equal(0, (await listener.StopAsync()).Lines);
    }

    [Fact]
    public async Task A_changed_certificate_is_used_and_a_broken_one_is_not()
    {
        SteppedTime time = new();
        SyslogListenerOptions options = Options();
        await using ListenerUnderTest listener = await StartAsync(options, time);
        Assert.Equal("CN=localhost", await SendAsync(listener, Counted(Message(1)), null));

        // The key of one and the certificate of another do not go together; so it is while one file is written and the other not.
        using X509Certificate2 second = _ours.Server("second");
        _folder.Write("server.pem", second.ExportCertificatePem());
        time.Advance(options.CertificateCheckInterval);
        Assert.Equal("CN=localhost", await SendAsync(listener, Counted(Message(2)), null));
        Assert.Equal(1, listener.Counters.FailedCertificateReloads);
        _folder.Write("server.key", TestCertificates.KeyPem(second));

        // Not before its time.
        Assert.Equal("CN=localhost", await SendAsync(listener, Counted(Message(3)), null));
        time.Advance(options.CertificateCheckInterval);
        Assert.Equal("CN=second", await SendAsync(listener, Counted(Message(4)), null));
        Assert.Equal(1, listener.Counters.CertificateReloads);
        File.Delete(_folder.At("server.pem"));
        time.Advance(options.CertificateCheckInterval);
        Assert.Equal("CN=second", await SendAsync(listener, Counted(Message(5)), null));
        Assert.Equal(2, listener.Counters.FailedCertificateReloads);
        Assert.Equal(5, (await listener.StopAsync()).Lines);
    }

    [Fact]
    public async Task A_pair_that_failed_is_tried_again_though_no_file_looks_changed()
    {
        SteppedTime time = new();
        SyslogListenerOptions options = Options();
        await using ListenerUnderTest listener = await StartAsync(options, time);

        // As when permissions forbid to read a new key and are put right: neither length nor time of the file changes.
        using X509Certificate2 second = _ours.Server("second");
        string key = TestCertificates.KeyPem(second);
        _folder.Write("server.pem", second.ExportCertificatePem());
        _folder.Write("server.key", new string(' ', key.Length));
        DateTime written = File.GetLastWriteTimeUtc(_folder.At("server.key"));
        for (int i = 1; i <= 2; i++)
        {
            time.Advance(options.CertificateCheckInterval);
            Assert.Equal("CN=localhost", await SendAsync(listener, Counted(Message(i)), null));
            Assert.Equal(i, listener.Counters.FailedCertificateReloads);
        }

        _folder.Write("server.key", key);
        File.SetLastWriteTimeUtc(_folder.At("server.key"), written);
        time.Advance(options.CertificateCheckInterval);
        Assert.Equal("CN=second", await SendAsync(listener, Counted(Message(3)), null));
        time.Advance(options.CertificateCheckInterval);
        Assert.Equal("CN=second", await SendAsync(listener, Counted(Message(4)), null));
        Assert.Equal((1, 2), (listener.Counters.CertificateReloads, listener.Counters.FailedCertificateReloads));
        Assert.Equal(4, (await listener.StopAsync()).Lines);
    }

    [Fact]
    public async Task A_missing_certificate_is_said_at_the_start()
    {
        SyslogListenerOptions options = Options(tls => tls with { KeyFile = _folder.At("nothing.key") });
        ListenerStartException error = await Assert.ThrowsAsync<ListenerStartException>(() => StartAsync(options));
        Assert.Contains("nothing.key", error.Message, StringComparison.Ordinal);
        Assert.Contains("tls 127.0.0.1", error.Message, StringComparison.Ordinal);
    }

    private SyslogListenerOptions Options(Func<TlsEndpointOptions, TlsEndpointOptions>? change = null)
    {
        using X509Certificate2 server = _ours.Server();
        TlsEndpointOptions tls = new()
        {
            Address = "127.0.0.1",
            Port = 0,
            CertificateFile = _folder.Write("server.pem", server.ExportCertificatePem() + "\n" + _ours.Authority.ExportCertificatePem()),
            KeyFile = _folder.Write("server.key", TestCertificates.KeyPem(server)),
        };
        return new SyslogListenerOptions { Tls = [change?.Invoke(tls) ?? tls] };
    }

    /// <summary>Sends and closes in order; returns whom the listener said to be.</summary>
    private static async Task<string> SendAsync(ListenerUnderTest listener, byte[] bytes, X509Certificate2? certificate, X509Certificate2? issuer = null)
    {
        using Socket socket = await listener.ConnectAsync();
        using SslStream stream = await HandshakeAsync(socket, certificate, issuer);
        await stream.WriteAsync(bytes);
        await stream.ShutdownAsync();
        string subject = stream.RemoteCertificate!.Subject;
        await FinishAsync(socket);
        return subject;
    }

    private static async Task TrySendAsync(ListenerUnderTest listener, byte[] bytes, X509Certificate2? certificate)
    {
        try
        {
            await SendAsync(listener, bytes, certificate);
        }
        catch (Exception error) when (error is AuthenticationException or IOException or SocketException)
        {
            // Refused.
        }
    }

    private static async Task<SslStream> HandshakeAsync(Socket socket, X509Certificate2? certificate, X509Certificate2? issuer = null)
    {
        SslStream stream = new(new NetworkStream(socket, ownsSocket: false));
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, issuer is null ? [] : [issuer], offline: true),
#pragma warning disable CA5359 // The test asks what the listener shows, whatever it is.
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
        });
        return stream;
    }
}
