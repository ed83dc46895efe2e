using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using ProbeClassifier.Tests.Cli;
using ProbeClassifier.Tests.Support;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace ProbeClassifier.Tests.Packaging;

/// <summary>
/// The files of deploy/ are YAML, say that they were not run, and call the program as it is: each command line gets past its parser. No container engine
/// is needed, and none is shown to take them.
/// </summary>
public sealed class DeployTests
{
    private const string Program = "probeclassifier";

    [Theory]
    [InlineData("Containerfile")]
    [InlineData("compose.yaml")]
    [InlineData("kubernetes.yaml")]
    public void Each_says_at_its_top_that_it_was_not_run(string file) =>
        Assert.Contains(File.ReadLines(RepositoryFiles.At("deploy", file)).Take(4), l => l.StartsWith("# Not run here: ", StringComparison.Ordinal));

    [Fact]
    public void Every_command_line_gets_past_the_parser()
    {
        List<string[]> commands = [.. Compose().Concat(Kubernetes())];
        Assert.Equal(4, commands.Count);
        Assert.Equal(3, commands.Count(c => c[0] == "worker"));
        foreach (string[] command in commands)
        {
            // With help behind it nothing is done; an option that there is not, or a value outside its range, is told before.
            CommandResult result = CommandLine.Run([.. command.Select(a => a.Replace("$(POD_NAME)", "worker-0", StringComparison.Ordinal)), "--help"]);
            Assert.True(result.ExitCode == 0, $"{string.Join(' ', command)}: {result.Error}");
            string[] known = [.. CommandLine.Run(command[0], "--help").Output.Split([' ', ',', '\n', '|'], StringSplitOptions.RemoveEmptyEntries)];
            Assert.All(command.Where(a => a.StartsWith("--", StringComparison.Ordinal)), option => Assert.Contains(option, known));
        }
    }

    /// <summary>As far as it comes without servers and secrets: the values are read, and the first thing amiss is the file of credentials.</summary>
    [Fact]
    public void A_workers_values_are_read_up_to_the_secrets_that_are_not_here()
    {
        string[] worker = Kubernetes().Single(c => c[0] == "worker");
        CommandResult result = CommandLine.Run([.. worker.Select(a => a.Replace("$(POD_NAME)", "worker-0", StringComparison.Ordinal))]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--nats-creds: \"/var/run/secrets/nats/worker.creds\" cannot be read", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_worker_has_longer_for_its_end_than_its_lease_is()
    {
        Dictionary<object, object> set = Documents("kubernetes.yaml").Single(d => Equals(d["kind"], "StatefulSet"));
        var pod = (Dictionary<object, object>)At(set, "spec", "template", "spec");
        string[] arguments = Kubernetes().Single(c => c[0] == "worker");
        Assert.True(int.Parse((string)pod["terminationGracePeriodSeconds"], CultureInfo.InvariantCulture) > Lease(arguments));
        foreach (object service in ((Dictionary<object, object>)Documents("compose.yaml").Single()["services"]).Values)
        {
            if (service is Dictionary<object, object> worker && worker.TryGetValue("stop_grace_period", out object? grace) && Texts(worker["command"]) is ["worker", ..] command)
                Assert.True(int.Parse(((string)grace).TrimEnd('s'), CultureInfo.InvariantCulture) > Lease(command));
        }

        // Who is selected is who is protected.
        Dictionary<object, object> budget = Documents("kubernetes.yaml").Single(d => Equals(d["kind"], "PodDisruptionBudget"));
        Assert.Equal((Dictionary<object, object>)At(set, "spec", "selector", "matchLabels"), (Dictionary<object, object>)At(budget, "spec", "selector", "matchLabels"));
        Assert.Equal((Dictionary<object, object>)At(set, "spec", "template", "metadata", "labels"), (Dictionary<object, object>)At(budget, "spec", "selector", "matchLabels"));
    }

    [Fact]
    public void The_sizing_is_arithmetic_on_the_figures_of_the_file()
    {
        using var folder = new TemporaryFolder();
        string figures = folder.Write("worker.md", "X, 2 cores, v, 100 lines of 240 bytes in records of 65536 bytes, 4 partitions\n\n| worker on NATS | 1 | 2 | 3 | 1000 | 250 | 2000000 | 0.5 |\n");
        CommandResult result = Sizing(figures);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("| 100 M lines/s | 100000000 | 24000 | 100 | 100 | 75 | 6220 |", result.Output, StringComparison.Ordinal);
        CommandResult wrong = Sizing(folder.Write("other.md", "nothing"));
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("has no row \"worker on NATS\"", wrong.Error, StringComparison.Ordinal);
    }

    private static CommandResult Sizing(string figures)
    {
        using Process shell = CommandLine.StartOther("bash", [RepositoryFiles.At("eng", "sizing.sh"), figures]);
        shell.StandardInput.Close();
        return CommandLine.Finish(shell, shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
    }

    private static IEnumerable<string[]> Compose() =>
        from service in (Dictionary<object, object>)Documents("compose.yaml").Single()["services"]
        let definition = (Dictionary<object, object>)service.Value
        where ((string)definition["image"]).StartsWith(Program, StringComparison.Ordinal)
        select Texts(definition["command"]);

    private static IEnumerable<string[]> Kubernetes()
    {
        Dictionary<object, object> set = Documents("kubernetes.yaml").Single(d => Equals(d["kind"], "StatefulSet"));
        var container = (Dictionary<object, object>)((List<object>)At(set, "spec", "template", "spec", "containers")).Single();
        yield return Texts(container["args"]);
        Assert.Equal(["/usr/local/bin/probeclassifier", "--version"], Texts(At(container, "livenessProbe", "exec", "command")));
    }

    private static int Lease(string[] command) => int.Parse(command[Array.IndexOf(command, "--lease") + 1].TrimEnd('s'), CultureInfo.InvariantCulture);

    private static string[] Texts(object list) => [.. ((List<object>)list).Cast<string>()];

    private static object At(Dictionary<object, object> from, params string[] path) =>
        path.Aggregate((object)from, (node, name) => ((Dictionary<object, object>)node)[name]);

    private static List<Dictionary<object, object>> Documents(string file)
    {
        using StreamReader text = File.OpenText(RepositoryFiles.At("deploy", file));
        var parser = new MergingParser(new Parser(text));
        IDeserializer deserializer = new DeserializerBuilder().Build();
        List<Dictionary<object, object>> documents = [];
        parser.Consume<YamlDotNet.Core.Events.StreamStart>();
        while (parser.Accept<YamlDotNet.Core.Events.DocumentStart>(out _))
            documents.Add(deserializer.Deserialize<Dictionary<object, object>>(parser));
        return documents;
    }
}
