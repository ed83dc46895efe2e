using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ProbeClassifier.Tests.Listener;

/// <summary>An authority and certificates of it, made for a test.</summary>
internal sealed class TestCertificates : IDisposable
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private byte _serial;

    public TestCertificates(string name = "CN=test authority")
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        Authority = request.CreateSelfSigned(Now.AddDays(-30), Now.AddDays(30));
    }

    private TestCertificates(X509Certificate2 authority) => Authority = authority;

    public X509Certificate2 Authority { get; }

    public X509Certificate2 Server(string commonName = "localhost") => Issue(commonName, ServerUse, -1, 10, null);

    public X509Certificate2 Client(string commonName, string? dnsName = null) => Issue(commonName, ClientUse, -1, 10, dnsName);

    public X509Certificate2 ExpiredClient(string commonName) => Issue(commonName, ClientUse, -10, -1, null);

    /// <summary>An authority that this one vouches for.</summary>
    public TestCertificates Intermediate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=intermediate", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        using X509Certificate2 issued = request.Create(Authority, Now.AddDays(-20), Now.AddDays(20), [1, 2, 3, ++_serial]);
        return new TestCertificates(issued.CopyWithPrivateKey(key));
    }

    public static string KeyPem(X509Certificate2 certificate)
    {
        using ECDsa key = certificate.GetECDsaPrivateKey()!;
        return key.ExportPkcs8PrivateKeyPem();
    }

    public void Dispose() => Authority.Dispose();

    private X509Certificate2 Issue(string commonName, string use, int fromDay, int toDay, string? dnsName)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={commonName}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical: false));
        if (dnsName is not null)
        {
            SubjectAlternativeNameBuilder names = new();
            names.AddDnsName(dnsName);
            request.CertificateExtensions.Add(names.Build());
        }

        using X509Certificate2 issued = request.Create(Authority, Now.AddDays(fromDay), Now.AddDays(toDay), [1, 2, 3, ++_serial]);
        return issued.CopyWithPrivateKey(key);
    }
}
