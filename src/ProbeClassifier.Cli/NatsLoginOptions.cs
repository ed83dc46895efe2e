using System;
using System.Collections.Generic;
using System.CommandLine;
using ProbeClassifier.Nats;

namespace ProbeClassifier.Cli;

/// <summary>How a connection to NATS proves who it is, and whom it trusts. Secrets come from files, the address or the environment.</summary>
internal sealed class NatsLoginOptions
{
    private readonly Option<string?> _credentials = File("--nats-creds", "nats://: a file of credentials (.creds). A user and password may stand in the address, or in NATS_USER and NATS_PASSWORD.");
    private readonly Option<string?> _nkey = File("--nats-nkey", "nats://: a file with the seed of a user's NKey.");
    private readonly Option<string?> _authority = File("--nats-ca", "nats://: TLS, with a server whose certificate these authorities issued (PEM). Default: plain, or TLS with the system's authorities if the server asks for it or the address is tls://.");
    private readonly Option<string?> _certificate = File("--nats-cert", "nats://: TLS, with this certificate of one's own (PEM); needs --nats-key.");
    private readonly Option<string?> _key = File("--nats-key", "nats://: its private key (PEM).");

    public IReadOnlyList<Option> All => [_credentials, _nkey, _authority, _certificate, _key];

    /// <summary>Whether one is given; refused where there is no NATS.</summary>
    public void RefuseWithout(ParseResult parsed)
    {
        foreach (Option option in All)
        {
            if (parsed.GetResult(option) is { Implicit: false })
                throw new UsageException($"{option.Name} is for NATS; expected nats://HOST/TOPIC with it");
        }
    }

    public NatsSecurity Read(ParseResult parsed, NatsAddress where)
    {
        var security = new NatsSecurity
        {
            CredentialsFile = parsed.GetValue(_credentials),
            NKeyFile = parsed.GetValue(_nkey),
            CaFile = parsed.GetValue(_authority),
            CertificateFile = parsed.GetValue(_certificate),
            KeyFile = parsed.GetValue(_key),
        };
        if (where.User is not null)
            security = security with { User = where.User, Password = where.Password };
        else if (security.CredentialsFile is null && security.NKeyFile is null)
            security = security with { User = Variable("NATS_USER"), Password = Variable("NATS_PASSWORD") };
        IReadOnlyList<string> errors = security.Validate();
        if (errors.Count == 0)
            return security;
        string text = string.Join('\n', errors);
        foreach ((string member, Option option) in ((string, Option)[])
            [(nameof(security.CredentialsFile), _credentials), (nameof(security.NKeyFile), _nkey), (nameof(security.CaFile), _authority), (nameof(security.CertificateFile), _certificate), (nameof(security.KeyFile), _key)])
        {
            text = text.Replace(member, option.Name, StringComparison.Ordinal);
        }

        throw new UsageException(text);
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static Option<string?> File(string name, string description) => new(name) { Description = description, HelpName = "FILE" };
}
