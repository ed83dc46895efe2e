using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using ProbeClassifier.Tests.Cli;
using ProbeClassifier.Tests.Parquet;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Documentation;

/// <summary>The recipes of docs/embedding.md as they stand there, in a shell.</summary>
public sealed partial class RecipeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void The_recipes_with_jq_do_what_they_say()
    {
        Skip.IfNot(HasProgram("bash") && HasProgram("jq"), "needs bash and jq");
        File.WriteAllText(_folder.At("kern.log"), CliLines.Telnet + CliLines.Telnet + CliLines.Ping + CliLines.Other + "May 14 03:15:00 fw last message repeated 2 times\n");
        string[] recipes = [.. Recipe().Matches(File.ReadAllText(RepositoryFiles.At("docs", "embedding.md"))).Select(m => m.Groups["code"].Value).Where(r => r.Contains("jq ", StringComparison.Ordinal))];
        Assert.Equal(4, recipes.Length);
        string[] sources = Lines(recipes[0]);
        Assert.Equal(["2 203.0.113.7", "1 203.0.113.8"], sources.Select(l => l.Trim()));
        Assert.Equal(["{\"tag\":\"icmp/8\",\"events\":1}", "{\"tag\":\"tcp/23\",\"events\":2}"], Lines(recipes[1]));
        Assert.Equal(["3 T1595.001"], Lines(recipes[2]).Select(l => l.Trim()));
        Assert.Empty(Lines(recipes[3]));
        string[] bulk = File.ReadAllLines(_folder.At("bulk.ndjson"));
        Assert.Equal(6, bulk.Length);
        for (int i = 0; i < bulk.Length; i += 2)
        {
            Assert.Equal("{\"create\":{}}", bulk[i]);
            Assert.True(JsonDocument.Parse(bulk[i + 1]).RootElement.TryGetProperty("@timestamp", out _));
        }
    }

    [SkippableFact]
    public void The_recipes_with_DuckDB_do_what_they_say()
    {
        Skip.IfNot(HasProgram("bash"), "needs bash");
        using DuckDb duck = DuckDb.OpenOrSkip(_folder.Path);
        string later = CliLines.Telnet.Replace("03:11:09", "05:00:00", StringComparison.Ordinal).Replace("DPT=23", "DPT=21", StringComparison.Ordinal);
        File.WriteAllText(_folder.At("kern.log"), CliLines.Telnet + "May 14 03:11:10 fw last message repeated 4 times\n" + CliLines.Ping + CliLines.Other + later);
        string page = File.ReadAllText(RepositoryFiles.At("docs", "embedding.md"));
        string recipe = Assert.Single(Recipe().Matches(page).Select(m => m.Groups["code"].Value), r => r.Contains("--format parquet", StringComparison.Ordinal));
        Assert.Empty(Lines(recipe.Replace(" kern.log", " --year 2000 --timezone UTC kern.log", StringComparison.Ordinal)));
        string[] queries = [.. Query().Matches(page).Select(m => m.Groups["code"].Value)];
        Assert.Equal(3, queries.Length);
        Assert.Equal(["tcp/23|5", "icmp/8|1", "tcp/21|1"], duck.Rows(queries[0]));
        Assert.Equal(["203.0.113.7|6|[tcp/21,tcp/23]"], duck.Rows(queries[1]));
        Assert.Equal(["05/14/2000 03:00:00|6", "05/14/2000 05:00:00|1"], duck.Rows(queries[2]));
    }

    private string[] Lines(string recipe)
    {
        string script = $"set -euo pipefail; cd '{_folder.Path}'; probeclassifier() {{ dotnet '{CommandLine.Program}' \"$@\"; }}; {recipe}";
        using Process shell = CommandLine.StartOther("bash", ["-c", script]);
        shell.StandardInput.Close();
        CommandResult result = CommandLine.Finish(shell, shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool HasProgram(string name) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));

    [GeneratedRegex("```sh\\n(?<code>.*?)```", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Recipe();

    [GeneratedRegex("```sql\\n(?<code>.*?)```", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Query();
}
