using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using NATS.NKeys;
using ProbeClassifier.Distributed;
using ProbeClassifier.Nats;
using ProbeClassifier.Tests.Cli;
using ProbeClassifier.Tests.Listener;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Distributed.Nats;

/// <summary>Who may connect, and to whom: against a real server with TLS, client certificates, passwords, NKeys and credentials.</summary>
public sealed class NatsLoginTests : IDisposable
{
    private const string Password = "s3cret/with@signs";

    private static readonly NatsEngineOptions Options = new() { Topic = "probes" };

    private readonly TemporaryFolder _folder = new();
    private readonly TestCertificates _authority = new();

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [SkippableFact]
    public async Task With_the_password_and_both_certificates_it_is_let_in_and_without_any_of_them_it_says_why()
    {
        using NatsServer server = NatsServer.StartOrSkip(_ => $$"""
            authorization { user: worker, password: "{{Password}}" }
            tls { cert_file: "{{Pem("server", _authority.Server("localhost"))}}", key_file: "{{_folder.At("server.key")}}", ca_file: "{{Authority(_authority, "ca")}}", verify: true }
            """);
        Pem("client", _authority.Client("worker"));
        string address = server.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        NatsSecurity good = new() { User = "worker", Password = Password, CaFile = _folder.At("ca.pem"), CertificateFile = _folder.At("client.pem"), KeyFile = _folder.At("client.key") };
        await using (NatsEngine engine = await ConnectAsync("nats://" + address, Options with { Security = good }))
            Assert.True(await engine.Snapshots.PutAsync(new SnapshotName("f", "0", 1), new byte[10], default));

        // The address may name the user; it comes before the options'.
        await using (await ConnectAsync($"nats://worker:{Uri.EscapeDataString(Password)}@{address}", Options with { Security = good with { User = "x", Password = "x" } }))
        {
        }

        using var strangers = new TestCertificates("CN=strangers");
        Authority(strangers, "strangers");
        await RefusedAsync(address, good with { Password = "wrong-" + Password }, "refuses this user");
        await RefusedAsync(address, good with { User = null, Password = null }, "refuses this user");
        await RefusedAsync(address, good with { CaFile = _folder.At("strangers.pem") }, "no TLS with the server");
        await RefusedAsync(server.Address, good, "no TLS with the server");
        Cli(address, Password, 1, "no snapshots of the family", "--nats-ca", _folder.At("ca.pem"), "--nats-cert", _folder.At("client.pem"), "--nats-key", _folder.At("client.key"));
        Cli(address, "wrong-" + Password, 1, "refuses this user", "--nats-ca", _folder.At("ca.pem"), "--nats-cert", _folder.At("client.pem"), "--nats-key", _folder.At("client.key"));
    }

    [SkippableFact]
    public async Task A_server_that_wants_no_client_certificate_needs_its_authority_only()
    {
        using NatsServer server = NatsServer.StartOrSkip(_ =>
            $$"""tls { cert_file: "{{Pem("server", _authority.Server("localhost"))}}", key_file: "{{_folder.At("server.key")}}" }""");
        string address = server.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        Authority(_authority, "ca");
        await using (await ConnectAsync("tls://" + address, Options with { Security = new NatsSecurity { CaFile = _folder.At("ca.pem") } }))
        {
        }

        // The system's authorities did not issue it.
        await RefusedAsync(address, new NatsSecurity(), "no TLS with the server");
    }

    [SkippableFact]
    public async Task An_nkey_is_let_in_by_its_seed()
    {
        KeyPair user = KeyPair.CreatePair(PrefixByte.User);
        using NatsServer server = NatsServer.StartOrSkip($$"""authorization { users: [ { nkey: {{user.GetPublicKey()}} } ] }""");
        string seed = _folder.Write("user.nk", $"# of a test\n{user.GetSeed()}\n");
        string other = _folder.Write("other.nk", KeyPair.CreatePair(PrefixByte.User).GetSeed() + "\n");
        await using (await ConnectAsync(server.Url, Options with { Security = new NatsSecurity { NKeyFile = seed } }))
        {
        }

        await RefusedAsync(server.Address, new NatsSecurity { NKeyFile = other }, "refuses this user");
    }

    [SkippableFact]
    public async Task Credentials_are_let_in_by_the_account_that_signed_them()
    {
        KeyPair op = KeyPair.CreatePair(PrefixByte.Operator);
        KeyPair account = KeyPair.CreatePair(PrefixByte.Account);
        KeyPair system = KeyPair.CreatePair(PrefixByte.Account);
        KeyPair user = KeyPair.CreatePair(PrefixByte.User);
        string limits = """{"subs":-1,"data":-1,"payload":-1,"imports":-1,"exports":-1,"wildcards":true,"conn":-1,"leaf":-1,"mem_storage":-1,"disk_storage":-1,"streams":-1,"consumer":-1}""";
        string operatorJwt = Jwt(op, op, "operator", "{}");
        string accountJwt = Jwt(op, account, "account", $$"""{"limits":{{limits}}}""");
        using NatsServer server = NatsServer.StartOrSkip($$"""
            operator: {{operatorJwt}}
            resolver: MEMORY
            system_account: {{system.GetPublicKey()}}
            resolver_preload: {
                {{account.GetPublicKey()}}: {{accountJwt}}
                {{system.GetPublicKey()}}: {{Jwt(op, system, "account", "{}")}}
            }
            """);
        await using (await ConnectAsync(server.Url, Options with { Security = new NatsSecurity { CredentialsFile = Credentials("user.creds", account, user) } }))
        {
        }

        await RefusedAsync(server.Address, new NatsSecurity { CredentialsFile = Credentials("other.creds", KeyPair.CreatePair(PrefixByte.Account), user) }, "refuses this user");
    }

    [Fact]
    public void No_secret_is_in_a_text()
    {
        var security = new NatsSecurity { User = "worker", Password = Password, CaFile = "ca.pem" };
        string text = (Options with { Security = security }).ToString();
        Assert.Contains("ca.pem", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
        Assert.DoesNotContain("worker", text, StringComparison.Ordinal);
    }

    /// <summary>Waits for a server that starts, and not for ever.</summary>
    private static async Task<NatsEngine> ConnectAsync(string url, NatsEngineOptions options, List<string>? notices = null)
    {
        List<string> said = notices ?? [];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            return await NatsEngine.ConnectAsync(url, options, said.Add, patience.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail(string.Join('\n', said));
            throw;
        }
    }

    private static async Task RefusedAsync(string address, NatsSecurity security, string expected)
    {
        List<string> notices = [];
        var refused = await Assert.ThrowsAsync<PartitionFaultException>(() => ConnectAsync("nats://" + address, Options with { Security = security }, notices));
        Assert.False(refused.IsTransient);
        Assert.Contains($"NATS at nats://{address}: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, refused + string.Concat(notices), StringComparison.Ordinal);
    }

    /// <summary>The command line, with the password in the address.</summary>
    private static void Cli(string address, string password, int exit, string expected, params string[] options)
    {
        CommandResult result = CommandLine.Run(["report", $"nats://worker:{Uri.EscapeDataString(password)}@{address}/probes", .. options]);
        Assert.Equal(exit, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Uri.EscapeDataString(Password), result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, result.Error, StringComparison.Ordinal);
    }

    private string Pem(string name, X509Certificate2 certificate)
    {
        _folder.Write(name + ".key", TestCertificates.KeyPem(certificate));
        return _folder.Write(name + ".pem", certificate.ExportCertificatePem());
    }

    private string Authority(TestCertificates authority, string name) => _folder.Write(name + ".pem", authority.Authority.ExportCertificatePem());

    private string Credentials(string name, KeyPair account, KeyPair user) => _folder.Write(name, $"""
        -----BEGIN NATS USER JWT-----
        {Jwt(account, user, "user", """{"subs":-1,"data":-1,"payload":-1}""")}
        ------END NATS USER JWT------

        -----BEGIN USER NKEY SEED-----
        {user.GetSeed()}
        ------END USER NKEY SEED------

        """);

    /// <summary>A claim of version 2 that one key signs of another.</summary>
    private static string Jwt(KeyPair issuer, KeyPair subject, string kind, string claims)
    {
        string issued = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        string nats = claims == "{}" ? $$"""{"type":"{{kind}}","version":2}""" : claims[..^1] + $$""","type":"{{kind}}","version":2}""";
        string body = $$"""{"jti":"{{kind}}-{{issued}}","iat":{{issued}},"iss":"{{issuer.GetPublicKey()}}","name":"{{kind}}","sub":"{{subject.GetPublicKey()}}","nats":{{nats}}}""";
        using JsonDocument check = JsonDocument.Parse(body);
        string head = Base64("""{"typ":"JWT","alg":"ed25519-nkey"}"""u8.ToArray()) + "." + Base64(Encoding.UTF8.GetBytes(body));
        byte[] signature = new byte[64];
        issuer.Sign(Encoding.UTF8.GetBytes(head), signature);
        return head + "." + Base64(signature);
    }

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
