using System;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using ProbeClassifier.Tests.Cli;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Packaging;

/// <summary>What a user gets: both packages, packed and looked into, and the tool installed from them and run.</summary>
public sealed class PackageTests : IClassFixture<PackageTests.Packed>
{
    private readonly Packed _packed;

    public PackageTests(Packed packed) => _packed = packed;

    [Theory]
    [InlineData("ProbeClassifier", "lib/net10.0/ProbeClassifier.dll")]
    [InlineData("ProbeClassifier.Cli", "tools/net10.0/any/ProbeClassifier.Cli.dll")]
    public void A_package_has_its_assembly_readme_licence_and_description(string id, string assembly)
    {
        using ZipArchive package = _packed.Open(id, "nupkg");
        string[] names = [.. package.Entries.Select(e => e.FullName)];
        Assert.Contains(assembly, names);
        Assert.Contains("LICENSE", names);
        Assert.Equal(File.ReadAllText(RepositoryFiles.At("README.md")), Text(package, "README.md"));
        XElement metadata = XDocument.Parse(Text(package, id + ".nuspec")).Root!.Elements().Single();
        string? Of(string name) => metadata.Elements().SingleOrDefault(e => string.Equals(e.Name.LocalName, name, StringComparison.Ordinal))?.Value;
        Assert.Equal(("MIT", "README.md", _packed.Version), (Of("license"), Of("readme"), Of("version")));
        Assert.NotEmpty(Of("description")!);
    }

    [Fact]
    public void The_library_has_its_documentation_its_symbols_and_no_dependencies()
    {
        using ZipArchive package = _packed.Open("ProbeClassifier", "nupkg");
        Assert.Contains("T:ProbeClassifier.Reports.ProbeReport", Text(package, "lib/net10.0/ProbeClassifier.xml"), StringComparison.Ordinal);
        Assert.DoesNotContain("<dependency ", Text(package, "ProbeClassifier.nuspec"), StringComparison.Ordinal);
        using ZipArchive symbols = _packed.Open("ProbeClassifier", "snupkg");
        Assert.Contains("lib/net10.0/ProbeClassifier.pdb", symbols.Entries.Select(e => e.FullName));
    }

    [Fact]
    public void The_tool_installs_from_the_package_alone_and_runs()
    {
        string tools = _packed.Folder.At("tools");
        _packed.Dotnet(
            "tool", "install", "ProbeClassifier.Cli", "--version", _packed.Version, "--tool-path", tools, "--configfile", _packed.Folder.At("nuget.config"));
        using Process process = CommandLine.StartOther(
            Path.Combine(tools, OperatingSystem.IsWindows() ? "probeclassifier.exe" : "probeclassifier"),
            ["report", "--year", "2000", "--timezone", "UTC", "samples/logs"]);
        process.StandardInput.Close();
        CommandResult result = CommandLine.Finish(process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        Assert.Equal(CommandLine.Run("report", "--year", "2000", "--timezone", "UTC", "samples/logs").Output, result.Output);
    }

    private static string Text(ZipArchive package, string name)
    {
        using var reader = new StreamReader(package.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>Both packages, packed once from what is built, into a folder that is also their only source.</summary>
    public sealed class Packed : IDisposable
    {
        public Packed()
        {
            string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
            foreach (string project in (string[])["ProbeClassifier", "ProbeClassifier.Cli"])
                Dotnet("pack", RepositoryFiles.At("src", project), "-c", configuration, "--no-build", "-o", Folder.At("packages"), "-v", "quiet", "-nologo");
            Version = Path.GetFileNameWithoutExtension(Directory.GetFiles(Folder.At("packages"), "ProbeClassifier.Cli.*.nupkg").Single())["ProbeClassifier.Cli.".Length..];
            Folder.Write("nuget.config", """
                <configuration>
                  <packageSources><clear /><add key="packed" value="packages" /></packageSources>
                  <fallbackPackageFolders><clear /></fallbackPackageFolders>
                </configuration>
                """);
        }

        internal TemporaryFolder Folder { get; } = new();

        internal string Version { get; }

        internal ZipArchive Open(string id, string extension) => ZipFile.OpenRead(Folder.At($"packages/{id}.{Version}.{extension}"));

        internal void Dotnet(params string[] arguments)
        {
            // A package cache of its own, so that no package from elsewhere is taken for the packed one.
            using Process process = CommandLine.StartOther(
                "dotnet", arguments, ("NUGET_PACKAGES", Folder.At("cache")), ("MSBUILDDISABLENODEREUSE", "1"), ("DOTNET_CLI_UI_LANGUAGE", "en"));
            process.StandardInput.Close();
            CommandResult result = CommandLine.Finish(process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            Assert.True(result.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}:\n{result.Output}{result.Error}");
        }

        public void Dispose() => Folder.Dispose();
    }
}
