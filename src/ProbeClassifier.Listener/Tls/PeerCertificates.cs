using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ProbeClassifier.Listener.Tls;

/// <summary>
/// Which peers' certificates are allowed: those with a listed fingerprint, and those that a given authority issued for clients and that
/// have a listed name, if names are listed. Both within their time. Thread-safe.
/// </summary>
internal sealed class PeerCertificates
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private readonly X509Certificate2Collection? _authorities;
    private readonly string[] _names;
    private readonly byte[][] _fingerprints;
    private readonly TimeProvider _timeProvider;

    public PeerCertificates(TlsEndpointOptions options, TimeProvider timeProvider, string endpoint)
    {
        _timeProvider = timeProvider;
        _names = [.. options.ClientNames];
        _fingerprints = [.. options.ClientFingerprints.Select(text => Fingerprint.TryParse(text, out byte[] bytes) ? bytes : [])];
        if (options.ClientAuthorityFile is { } file)
            _authorities = Load(file, endpoint);
    }

    /// <summary>Null when a peer may come in; else why not, for a notice.</summary>
    /// <param name="certificate">What it showed.</param>
    /// <param name="shown">What it showed with it: its issuers.</param>
    public string? Refuse(X509Certificate2? certificate, X509Chain? shown)
    {
        if (certificate is null)
            return "the peer showed no certificate";
        DateTime now = _timeProvider.GetUtcNow().UtcDateTime;
        if (now < certificate.NotBefore.ToUniversalTime() || now > certificate.NotAfter.ToUniversalTime())
            return "the peer's certificate is out of its time";
        byte[] fingerprint = certificate.GetCertHash(HashAlgorithmName.SHA256);
        if (_fingerprints.Any(allowed => allowed.AsSpan().SequenceEqual(fingerprint)))
            return null;
        if (_authorities is null)
            return $"the peer's certificate is not listed; its SHA-256 fingerprint is {Convert.ToHexString(fingerprint)}";
        if (!IsIssued(certificate, shown))
            return $"no given authority issued the peer's certificate for clients; its SHA-256 fingerprint is {Convert.ToHexString(fingerprint)}";
        return _names.Length == 0 || Names(certificate).Any(name => _names.Contains(name, StringComparer.OrdinalIgnoreCase))
            ? null
            : "no name of the peer's certificate is listed";
    }

    /// <summary>
    /// How certificates of peers are looked at. Nothing is fetched: where from would be the peer's choice, and before it is known who it is.
    /// </summary>
    public X509ChainPolicy Policy()
    {
        X509ChainPolicy policy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTime = _timeProvider.GetUtcNow().UtcDateTime,
        };
        if (_authorities is not null)
            policy.CustomTrustStore.AddRange(_authorities);
        policy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        return policy;
    }

    private bool IsIssued(X509Certificate2 certificate, X509Chain? shown)
    {
        using X509Chain chain = new() { ChainPolicy = Policy() };
        if (shown is not null)
            chain.ChainPolicy.ExtraStore.AddRange(shown.ChainPolicy.ExtraStore);
        return chain.Build(certificate);
    }

    private static string[] Names(X509Certificate2 certificate)
    {
        string[] alternative =
        [
            .. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => extension.EnumerateDnsNames()),
        ];
        return alternative.Length > 0 ? alternative : [certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false)];
    }

    private static X509Certificate2Collection Load(string file, string endpoint)
    {
        try
        {
            X509Certificate2Collection authorities = [];
            authorities.ImportFromPemFile(file);
            if (authorities.Count > 0)
                return authorities;
            throw new ListenerStartException($"{endpoint}: client authorities '{file}': no certificate is in it; expected PEM certificates");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ListenerStartException($"{endpoint}: client authorities '{file}': {error.Message}; expected PEM certificates", error);
        }
    }
}
