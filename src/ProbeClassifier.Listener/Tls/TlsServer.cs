using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ProbeClassifier.Listener.Tls;

/// <summary>What a TLS endpoint needs for its handshakes. Thread-safe.</summary>
internal sealed class TlsServer
{
    private readonly CertificateFiles _certificate;
    private readonly PeerCertificates? _peers;

    public TlsServer(TlsEndpointOptions options, ListenerContext context, string endpoint)
    {
        _certificate = new CertificateFiles(options, context, endpoint);
        if (options.RequiresClientCertificate)
            _peers = new PeerCertificates(options, context.TimeProvider, endpoint);
    }

    /// <summary>The options of one handshake, and where it leaves why the peer was refused.</summary>
    public SslServerAuthenticationOptions ForHandshake(HandshakeVerdict verdict)
    {
        SslServerAuthenticationOptions options = new()
        {
            ServerCertificateContext = _certificate.Current,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ClientCertificateRequired = _peers is not null,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            AllowRenegotiation = false,
        };
        if (_peers is { } peers)
        {
            options.CertificateChainPolicy = peers.Policy();
            options.RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
            {
                verdict.Refusal = peers.Refuse(certificate as X509Certificate2, chain);
                return verdict.Refusal is null;
            };
        }

        return options;
    }
}

/// <summary>What one handshake came to, as far as the peer's certificate goes.</summary>
internal sealed class HandshakeVerdict
{
    /// <summary>Why the certificate was refused; null if it was not.</summary>
    public string? Refusal { get; set; }
}
