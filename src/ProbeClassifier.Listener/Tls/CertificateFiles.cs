using System;
using System.IO;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;

namespace ProbeClassifier.Listener.Tls;

/// <summary>
/// The server's certificate and key from PEM files, read again when one of them changes. A pair that cannot be used is told of, and the
/// old one stays in use. Thread-safe.
/// </summary>
internal sealed class CertificateFiles
{
    private readonly TlsEndpointOptions _options;
    private readonly ListenerContext _context;
    private readonly string _endpoint;
    private readonly Lock _lock = new();
    private SslStreamCertificateContext _current;

    /// <summary>Of the files in use; null when the last reading failed, so that each look reads again: a stamp does not show permissions.</summary>
    private (FileStamp Certificate, FileStamp Key)? _stamps;

    private long _checkedAt;

    public CertificateFiles(TlsEndpointOptions options, ListenerContext context, string endpoint)
    {
        _options = options;
        _context = context;
        _endpoint = endpoint;
        _stamps = Stamps();
        _checkedAt = context.TimeProvider.GetTimestamp();
        try
        {
            _current = Load();
        }
        catch (Exception error) when (IsLoadError(error))
        {
            throw new ListenerStartException($"{endpoint}: {Explain(error)}", error);
        }
    }

    /// <summary>What the next handshake is to use.</summary>
    public SslStreamCertificateContext Current
    {
        get
        {
            lock (_lock)
            {
                CheckForChange();
                return _current;
            }
        }
    }

    private void CheckForChange()
    {
        long now = _context.TimeProvider.GetTimestamp();
        if (_context.TimeProvider.GetElapsedTime(_checkedAt, now) < _context.Options.CertificateCheckInterval)
            return;
        _checkedAt = now;
        (FileStamp Certificate, FileStamp Key) stamps = Stamps();
        if (stamps == _stamps)
            return;

        try
        {
            _current = Load();
            _stamps = stamps;
            _context.Tally.CertificateReloaded(isUsable: true);
            _context.Notices.Tell(ListenerNoticeKind.CertificateReloaded, _endpoint, $"certificate read again from '{_options.CertificateFile}'");
        }
        catch (Exception error) when (IsLoadError(error))
        {
            _stamps = null;
            _context.Tally.CertificateReloaded(isUsable: false);
            _context.Notices.Tell(ListenerNoticeKind.CertificateReloadFailed, _endpoint, $"the old certificate stays in use: {Explain(error)}");
        }
    }

    private SslStreamCertificateContext Load()
    {
        X509Certificate2 certificate = X509Certificate2.CreateFromPemFile(_options.CertificateFile, _options.KeyFile);
        if (OperatingSystem.IsWindows())
        {
            // Windows serves only keys that are in a store, if only in one of the process.
            using X509Certificate2 ephemeral = certificate;
            certificate = X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), password: null);
        }

        X509Certificate2Collection all = [];
        all.ImportFromPemFile(_options.CertificateFile);
        all[0].Dispose();
        all.RemoveAt(0);
        return SslStreamCertificateContext.Create(certificate, all, offline: true);
    }

    private (FileStamp Certificate, FileStamp Key) Stamps() => (FileStamp.Of(_options.CertificateFile), FileStamp.Of(_options.KeyFile));

    private string Explain(Exception error) =>
        $"certificate '{_options.CertificateFile}' with key '{_options.KeyFile}': {error.Message}; expected a PEM certificate and its private key in PEM, unencrypted";

    private static bool IsLoadError(Exception error) =>
        error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException or NotSupportedException;
}
