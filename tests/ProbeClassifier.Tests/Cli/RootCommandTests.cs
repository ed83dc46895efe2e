using System;
using System.IO;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Cli;

/// <summary>What the program says of itself, and of its rules.</summary>
public sealed class RootCommandTests
{
    [Theory]
    [InlineData("")]
    [InlineData("report")]
    [InlineData("explain")]
    public void Help_has_examples(string command)
    {
        CommandResult result = CommandLine.Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        Assert.Contains("Examples:", result.Output, StringComparison.Ordinal);
        Assert.Contains("probeclassifier report", CommandLine.Run("--help").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_is_that_of_the_package()
    {
        string properties = File.ReadAllText(RepositoryFiles.At("Directory.Build.props"));
        string version = properties.Split("<Version>")[1].Split("</Version>")[0];
        Assert.StartsWith(version, CommandLine.Run("--version").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_command_it_is_a_usage_error()
    {
        CommandResult result = CommandLine.Run();
        Assert.Equal((2, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains("--help", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Shells_are_told_how_to_complete()
    {
        Assert.Contains("json", CommandLine.Run("[suggest:16]", "report --format ").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_show_lists_every_tag()
    {
        string output = CommandLine.Run("rules", "show").Output;
        Assert.StartsWith("jpcert-2000-q2: 63 tags", output, StringComparison.Ordinal);
        Assert.Contains("http/cgi-bin", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_check_tells_a_good_file_from_a_bad_and_a_missing_one()
    {
        using var folder = new TemporaryFolder();
        string good = folder.Write("good.json", """{"name": "ours", "tags": [{"id": "tcp/9", "section": "I"}], "rules": [{"tag": "tcp/9", "match": {"transport": "tcp", "destinationPort": 9}}]}""");
        string bad = folder.Write("bad.json", "{\n  \"name\": \"ours\",\n  \"rules\": [{\"tag\": \"none\"}],\n  \"extra\": 1\n}");
        Assert.Equal(0, CommandLine.Run("rules", "check", good).ExitCode);
        CommandResult result = CommandLine.Run("rules", "check", bad);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("bad.json:3:", result.Error, StringComparison.Ordinal);
        Assert.Contains("bad.json:4:", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, CommandLine.Run("rules", "check", folder.At("missing.json")).ExitCode);
    }
}
