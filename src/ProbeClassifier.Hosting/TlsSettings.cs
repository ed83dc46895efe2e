using System.Collections.Generic;
using ProbeClassifier.Listener;

namespace ProbeClassifier.Hosting;

/// <summary>A TLS endpoint.</summary>
public sealed class TlsSettings
{
    /// <summary>As <see cref="ListenerSettings"/> says. Default <c>*:6514</c>.</summary>
    public string Endpoint { get; set; } = "*:6514";

    /// <inheritdoc cref="TlsEndpointOptions.CertificateFile"/>
    public string CertificateFile { get; set; } = string.Empty;

    /// <inheritdoc cref="TlsEndpointOptions.KeyFile"/>
    public string KeyFile { get; set; } = string.Empty;

    /// <inheritdoc cref="TlsEndpointOptions.ClientAuthorityFile"/>
    public string? ClientAuthorityFile { get; set; }

    /// <inheritdoc cref="TlsEndpointOptions.ClientNames"/>
    public IList<string> ClientNames { get; } = [];

    /// <inheritdoc cref="TlsEndpointOptions.ClientFingerprints"/>
    public IList<string> ClientFingerprints { get; } = [];
}
