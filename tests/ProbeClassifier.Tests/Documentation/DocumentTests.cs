using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tests.Cli;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Documentation;

/// <summary>The documents say what is so: their examples compile and run, their links lead somewhere, no option is missing.</summary>
public sealed partial class DocumentTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/getting-started.md")]
    [InlineData("docs/listener.md")]
    [InlineData("docs/hosting.md")]
    [InlineData("src/ProbeClassifier.Listener/README.md")]
    [InlineData("src/ProbeClassifier.Nats/README.md")]
    [InlineData("src/ProbeClassifier.Kafka/README.md")]
    [InlineData("src/ProbeClassifier.Parquet/README.md")]
    public void Every_example_is_compiled(string document)
    {
        string folder = RepositoryFiles.At("tests", "ProbeClassifier.Tests", "Documentation");
        string[] sources = [.. Directory.EnumerateFiles(folder, "*Examples.cs"), RepositoryFiles.At("samples", "worker", "Program.cs")];
        string code = Unindented(string.Concat(sources.Select(File.ReadAllText)));
        MatchCollection examples = CSharp().Matches(File.ReadAllText(RepositoryFiles.At(document)));
        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Contains(Unindented(example.Groups["code"].Value), code, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_examples_do_what_they_say()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(CliLines.Telnet + CliLines.Ping);
        await Examples.OneShot();
        Assert.Equal(2, (await Examples.Streaming(new MemoryStream(bytes), CancellationToken.None)).Events);
        byte[] empty = new ProbeRollup(new ProbeRollupOptions { IncidentGap = TimeSpan.FromMinutes(30) }).ToSnapshot();
        Assert.Equal(0, Examples.Merging([empty, empty]).Events);
        Assert.Contains(Examples.OwnRules().Tags, t => string.Equals(t.Id, "tcp/2222", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_link_leads_to_a_file()
    {
        List<string> dead = [];
        foreach (string document in Documents())
        {
            foreach (Match link in Link().Matches(File.ReadAllText(document)))
            {
                string target = link.Groups["target"].Value.Split('#')[0];
                if (target.Length > 0 && !Path.Exists(Path.Combine(Path.GetDirectoryName(document)!, target)))
                    dead.Add($"{Path.GetRelativePath(RepositoryFiles.Root, document)}: {target}");
            }
        }

        Assert.Empty(dead);
    }

    [Theory]
    [InlineData("report")]
    [InlineData("tag")]
    [InlineData("listen")]
    [InlineData("worker")]
    [InlineData("explain")]
    public void Every_option_is_documented(string command)
    {
        string page = File.ReadAllText(RepositoryFiles.At("docs", "cli.md"));
        string[] options = [.. Option().Matches(CommandLine.Run(command, "--help").Output).Select(m => m.Value)];
        Assert.Contains("--year", options);
        Assert.All(options, option => Assert.Contains(option, page, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Documents() =>
        ((string[])["", "docs", "src/ProbeClassifier", "src/ProbeClassifier.Listener", "src/ProbeClassifier.Hosting", "src/ProbeClassifier.Nats", "src/ProbeClassifier.Kafka", "src/ProbeClassifier.Parquet"]).SelectMany(folder => Directory.EnumerateFiles(
            RepositoryFiles.At(folder), "*.md", folder is "docs" ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly));

    private static string Unindented(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith("using ", StringComparison.Ordinal)));

    [GeneratedRegex("```csharp\\n(?<code>.*?)```", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex CSharp();

    [GeneratedRegex(@"\]\((?!https?:|mailto:)(?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Link();

    [GeneratedRegex("--[a-z][a-z-]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Option();
}
