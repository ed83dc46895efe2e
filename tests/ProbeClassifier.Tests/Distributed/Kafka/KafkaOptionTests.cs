using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ProbeClassifier.Kafka;
using ProbeClassifier.Tests.Cli;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Distributed.Kafka;

public sealed class KafkaOptionTests
{
    [Fact]
    public void Options_out_of_range_are_named()
    {
        var wrong = new KafkaEngineOptions
        {
            Topic = "a/b",
            Group = string.Empty,
            Replicas = 0,
            SessionTimeout = TimeSpan.Zero,
            ReadAheadBytes = 1,
            Properties = Of(("group.id", "x"), ("isolation.level", "read_uncommitted"), ("security.protocol", "ssl")),
        };
        string all = string.Join('\n', wrong.Validate());
        foreach (string name in (string[])["Topic: \"a/b\"", "Group: \"\"", "Replicas: 0", "SessionTimeout: 00:00:00", "ReadAheadBytes: 1", "Properties: group.id cannot be set", "Properties: isolation.level cannot be set: all workers"])
            Assert.Contains(name, all, StringComparison.Ordinal);
        Assert.DoesNotContain("security.protocol", all, StringComparison.Ordinal);
        Assert.Empty(new KafkaEngineOptions { Topic = "probes.a_b-C9" }.Validate());
    }

    [SkippableFact]
    public async Task A_property_that_no_client_knows_is_named_before_anything_is_read()
    {
        KafkaCluster.StartOrSkip().Dispose();
        var e = await Assert.ThrowsAsync<ArgumentException>(() => KafkaEngine.ConnectAsync("localhost:1", new KafkaEngineOptions { Topic = "t", Properties = Of(("sasl.passwort", "secret")) }));
        Assert.Equal("Kafka: No such configuration property: \"sasl.passwort\"; expected a property of librdkafka and a value that it takes", e.Message);
    }

    [Theory]
    [InlineData("1764000000000", "2025-11-24T16:00:00.0000000+00:00")]
    [InlineData("2026-11-24T05:00:00Z", "2026-11-24T05:00:00.0000000+00:00")]
    [InlineData("2026-11-24T05:00:00.25+09:00", "2026-11-24T05:00:00.2500000+09:00")]
    [InlineData("Nov 24 05:00:00", null)]
    [InlineData("-5", null)]
    [InlineData("99999999999999999", null)]
    [InlineData("", null)]
    [InlineData("2026-11-24T05:00:00Z 2026-11-24T05:00:00Z 2026-11-24T05:00:00Z", null)]
    public void A_header_says_a_time_or_nothing(string text, string? time) =>
        Assert.Equal(time, RecordHeaders.Read(Encoding.UTF8.GetBytes(text))?.ToString("O", System.Globalization.CultureInfo.InvariantCulture));

    public static TheoryData<string[], string> WrongCommands => new()
    {
        { ["worker", "kafka://localhost/t", "--kafka-property", "sasl.passwort=x"], "No such configuration property: \"sasl.passwort\"" },
        { ["worker", "kafka://localhost/t", "--kafka-property", "security.protocol=xx"], "Invalid value \"xx\" for configuration property \"security.protocol\"" },
        { ["worker", "kafka://localhost/t", "--kafka-property", "auto.offset.reset=latest"], "auto.offset.reset cannot be set: positions come from snapshots" },
        { ["worker", "kafka://localhost/t", "--kafka-property", "=x"], "--kafka-property \"=x\" is no setting; expected NAME=VALUE" },
        { ["worker", "kafka://localhost/t", "--kafka-config", "/nowhere/kafka.properties"], "--kafka-config \"/nowhere/kafka.properties\" cannot be read" },
        { ["worker", "kafka://localhost/t", "--partitions", "2"], "--partitions has no meaning with kafka://" },
        { ["worker", "kafka://localhost/t", "--name", "a"], "--name has no meaning with kafka://" },
        { ["worker", "kafka://localhost/t", "--lease", "31m"], "--lease \"31m\" is no span" },
        { ["worker", "kafka://localhost/t", "--publish", "t"], "\"t\" is the topic of the lines" },
        { ["worker", "kafka://localhost/t", "--publish", "e", "--events", "-"], "--publish and --events exclude each other" },
        { ["worker", "kafka://localhost/t", "--report", "r"], "counts its part only" },
        { ["worker", "kafka://localhost/t", "--input", "f"], "exclude each other" },
        { ["worker", "kafka://user:secret@localhost/t"], "names no log; expected like kafka://localhost:9092/probes" },
        { ["worker", "kafka:///t"], "names no log" },
        { ["worker", "kafka://localhost"], "names no log" },
        { ["worker", "kafka://localhost/t,u"], "Topic: \"t,u\"; expected" },
        { ["worker", "nats://localhost/t", "--kafka-property", "a=b"], "--kafka-property has no meaning with nats://" },
        { ["worker", "--input", "f", "--state", "s", "--group", "g"], "--group has no meaning with --input" },
        { ["report", "kafka://localhost/t", "--from", "2026-01-01"], "workers count all of time" },
        { ["report", "kafka://localhost/t", "kafka://localhost/u"], "stands alone" },
        { ["report", "kafka://localhost/t", "--kafka-property", "sasl.passwort=x"], "No such configuration property: \"sasl.passwort\"" },
        { ["report", "f", "--kafka-property", "a=b"], "have no meaning without kafka://" },
    };

    [SkippableTheory]
    [MemberData(nameof(WrongCommands))]
    public void A_wrong_command_is_told_what_was_expected(string[] arguments, string message)
    {
        KafkaCluster.StartOrSkip().Dispose();
        CommandResult result = CommandLine.Run(arguments);
        Assert.Equal((2, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Settings_come_from_a_file_whose_errors_have_a_line_and_no_value()
    {
        KafkaCluster.StartOrSkip().Dispose();
        using var folder = new TemporaryFolder();
        string file = folder.Write("kafka.properties", "# ours\n\nsecurity.protocol = ssl\nsecret\n"u8.ToArray());
        CommandResult result = CommandLine.Run("report", "kafka://localhost/t", "--kafka-config", file);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"--kafka-config \"{file}\", line 4 is no setting; expected NAME=VALUE", result.Error, StringComparison.Ordinal);
        file = folder.Write("other.properties", "security.protocol=ssl\nssl.passwort=secret\n"u8.ToArray());
        result = CommandLine.Run("report", "kafka://localhost/t", "--kafka-config", file);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("\"ssl.passwort\"", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.Error, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Of(params (string Name, string Value)[] properties) => properties.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
}
