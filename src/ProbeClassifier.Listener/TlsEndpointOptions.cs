using System.Collections.Generic;

namespace ProbeClassifier.Listener;

/// <summary>A TLS port to listen on: TLS 1.2 or 1.3. Immutable.</summary>
public sealed record TlsEndpointOptions
{
    /// <summary>6514: RFC 5425 §4.1.</summary>
    public const int DefaultPort = 6514;

    /// <summary>A numeric IPv4 or IPv6 address, or <c>*</c> for all of both. Default <c>*</c>.</summary>
    public string Address { get; init; } = "*";

    /// <summary>From 0 to 65,535; 0 lets the system choose. Default 6514.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>The certificate as PEM, with those of its issuers behind it if peers need them. Read again when the file changes.</summary>
    public string CertificateFile { get; init; } = string.Empty;

    /// <summary>Its private key as PEM, without a pass phrase. Read again when the file changes.</summary>
    public string KeyFile { get; init; } = string.Empty;

    /// <summary>
    /// PEM certificates of authorities. A peer must then show a certificate that one of them issued, for use by clients. Read at the
    /// start. Default null: none.
    /// </summary>
    public string? ClientAuthorityFile { get; init; }

    /// <summary>
    /// Names of which a peer's certificate must have one, if it is allowed for its authority: a DNS name of the subject's alternative
    /// names, or, where it has none, the common name. Compared without case. Default: any name. Needs <see cref="ClientAuthorityFile"/>.
    /// </summary>
    public IReadOnlyList<string> ClientNames { get; init; } = [];

    /// <summary>
    /// SHA-256 fingerprints of certificates that are allowed whoever issued them: 64 hexadecimal digits, colons between them or not.
    /// Default: none. If this and <see cref="ClientAuthorityFile"/> are not given, peers need no certificate.
    /// </summary>
    public IReadOnlyList<string> ClientFingerprints { get; init; } = [];

    /// <summary>Whether peers must show a certificate.</summary>
    public bool RequiresClientCertificate => ClientAuthorityFile is not null || ClientFingerprints.Count > 0;
}
