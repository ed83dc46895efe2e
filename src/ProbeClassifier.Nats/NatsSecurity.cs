using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using NATS.Client.Core;
using NATS.NKeys;

namespace ProbeClassifier.Nats;

/// <summary>
/// How a connection proves who it is, and whom it trusts. At most one of credentials, an NKey, and user and password. Files are read when
/// a connection is made. What is secret is in no text that this gives. Immutable.
/// </summary>
public sealed record NatsSecurity
{
    /// <summary>A file of credentials (<c>.creds</c>): a JWT and the seed that signs for it. Default none.</summary>
    public string? CredentialsFile { get; init; }

    /// <summary>A file with the seed of a user's NKey, on a line that begins with <c>SU</c>. Default none.</summary>
    public string? NKeyFile { get; init; }

    /// <summary>A user; one in the address comes before it. Default none.</summary>
    public string? User { get; init; }

    /// <summary>The user's password. Default none.</summary>
    public string? Password { get; init; }

    /// <summary>Certificates in PEM of the authorities that may have issued a server's certificate. Default: those of the system.</summary>
    public string? CaFile { get; init; }

    /// <summary>A certificate of one's own in PEM, for servers that ask for one; with <see cref="KeyFile"/>. Default none.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>Its private key in PEM, without a pass phrase.</summary>
    public string? KeyFile { get; init; }

    /// <summary>All that is wrong, files looked into: each entry names what, the file, and what was expected. Empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> errors = [];
        if ((CredentialsFile is null ? 0 : 1) + (NKeyFile is null ? 0 : 1) + (User is null && Password is null ? 0 : 1) > 1)
            errors.Add("credentials, an NKey, and user or password exclude each other; expected one of them");
        if (CredentialsFile is null && NKeyFile is null && User is null != Password is null)
            errors.Add($"{(User is null ? "a password and no user" : "a user and no password")}; expected both");
        if (CertificateFile is null != KeyFile is null)
            errors.Add($"{nameof(CertificateFile)} and {nameof(KeyFile)} belong together; expected both");
        Check(errors, nameof(CredentialsFile), CredentialsFile, "a file of credentials, with a user's JWT and seed", path =>
            File.ReadAllText(path) is var text && text.Contains("BEGIN NATS USER JWT", StringComparison.Ordinal) && text.Contains("BEGIN USER NKEY SEED", StringComparison.Ordinal));
        Check(errors, nameof(NKeyFile), NKeyFile, "a file with the seed of a user's NKey, on a line that begins with SU", path => ReadSeed(path) is not null);
        Check(errors, nameof(CaFile), CaFile, "certificates in PEM", path =>
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(path);
            return certificates.Count > 0;
        });
        if (CertificateFile is not null && KeyFile is not null)
        {
            Check(errors, nameof(KeyFile), KeyFile, "the private key in PEM of the certificate, without a pass phrase", path =>
            {
                using X509Certificate2 own = X509Certificate2.CreateFromPemFile(CertificateFile, path);
                return own.HasPrivateKey;
            });
        }

        return errors;
    }

    internal NatsOpts Apply(NatsOpts options)
    {
        NatsAuthOpts auth = NatsAuthOpts.Default;
        if (CredentialsFile is not null)
            auth = auth with { CredsFile = CredentialsFile };
        else if (NKeyFile is not null && ReadSeed(NKeyFile) is { } seed)
            auth = auth with { Seed = seed, NKey = KeyPair.FromSeed(seed).GetPublicKey() };
        else if (User is not null)
            auth = auth with { Username = User, Password = Password };
        NatsTlsOpts tls = NatsTlsOpts.Default;
        if (CaFile is not null || CertificateFile is not null)
            tls = tls with { CaFile = CaFile, CertFile = CertificateFile, KeyFile = KeyFile, Mode = TlsMode.Require };
        return options with { AuthOpts = auth, TlsOpts = tls };
    }

    private static string? ReadSeed(string path)
    {
        foreach (string line in File.ReadLines(path))
        {
            if (line.StartsWith("SU", StringComparison.Ordinal))
                return line.Trim();
        }

        return null;
    }

    private static void Check(List<string> errors, string name, string? path, string expected, Func<string, bool> isGood)
    {
        if (path is null)
            return;
        try
        {
            if (!isGood(path))
                errors.Add($"{name}: \"{path}\" is not what it should be; expected {expected}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add($"{name}: \"{path}\" cannot be read: {e.Message}");
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            // The reason of a parser could show what it read.
            errors.Add($"{name}: \"{path}\" is not what it should be; expected {expected}");
        }
    }

    /// <summary>The names of files, and nothing that is secret.</summary>
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(nameof(CredentialsFile)).Append(" = ").Append(CredentialsFile)
            .Append(", ").Append(nameof(NKeyFile)).Append(" = ").Append(NKeyFile)
            .Append(", ").Append(nameof(User)).Append(User is null ? " is not set" : " is set")
            .Append(", ").Append(nameof(CaFile)).Append(" = ").Append(CaFile)
            .Append(", ").Append(nameof(CertificateFile)).Append(" = ").Append(CertificateFile);
        return true;
    }
}
