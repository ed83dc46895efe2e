using System;
using ProbeClassifier.Tests.Listener;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Cli;

/// <summary>Wrong login options for NATS are told before anything is connected, and never with a secret.</summary>
public sealed class NatsOptionTests : IDisposable
{
    private const string Secret = "hunter2";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--nats-creds is for NATS; expected nats://HOST/TOPIC with it", "report", "x.log", "--nats-creds", "x")]
    [InlineData("--positions is for NATS", "report", "x.log", "--positions", "x")]
    [InlineData("--nats-ca has no meaning with --input", "worker", "--input", "x.log", "--state", "s", "--nats-ca", "x")]
    [InlineData("--nats-creds: \"none.creds\" cannot be read", "worker", "nats://127.0.0.1:1/probes", "--nats-creds", "none.creds")]
    [InlineData("--nats-cert and --nats-key belong together; expected both", "worker", "nats://127.0.0.1:1/probes", "--nats-cert", "AGENTS.md")]
    [InlineData("--nats-ca: \"AGENTS.md\" is not what it should be; expected certificates in PEM", "report", "nats://127.0.0.1:1/probes", "--nats-ca", "AGENTS.md")]
    [InlineData("--nats-nkey: \"AGENTS.md\" is not what it should be; expected a file with the seed of a user's NKey", "worker", "nats://127.0.0.1:1/probes", "--nats-nkey", "AGENTS.md")]
    [InlineData("exclude each other; expected one of them", "worker", "nats://u:hunter2@127.0.0.1:1/probes", "--nats-nkey", "AGENTS.md")]
    [InlineData("nats://127.0.0.1:1/probes: names a user and no password", "worker", "nats://hunter2@127.0.0.1:1/probes")]
    [InlineData("\"nats://127.0.0.1:1\" names no log", "worker", "nats://u:hunter2@127.0.0.1:1")]
    [InlineData("\"nats://127.0.0.1:1\" names no log", "report", "nats://u:hunter/2@127.0.0.1:1")]
    [InlineData("nats://127.0.0.1:1/probes and --input or --state exclude each other", "worker", "nats://u:hunter2@127.0.0.1:1/probes", "--state", "s")]
    [InlineData("nats://127.0.0.1:2/probes: a worker reads one log", "worker", "nats://127.0.0.1:1/probes", "nats://u:hunter2@127.0.0.1:2/probes")]
    [InlineData("--status-every \"1ms\" is no span", "worker", "nats://127.0.0.1:1/probes", "--status-every", "1ms")]
    public void Wrong_usage_is_told(string expected, params string[] arguments)
    {
        CommandResult result = CommandLine.Run(arguments);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
        Assert.DoesNotContain(Secret, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_another_certificates_is_refused_by_name()
    {
        using var authority = new TestCertificates();
        string certificate = _folder.Write("one.pem", authority.Client("one").ExportCertificatePem());
        string key = _folder.Write("two.key", TestCertificates.KeyPem(authority.Client("two")));
        CommandResult result = CommandLine.Run("worker", "nats://127.0.0.1:1/probes", "--nats-cert", certificate, "--nats-key", key);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"--nats-key: \"{key}\" is not what it should be", result.Error, StringComparison.Ordinal);
    }
}
