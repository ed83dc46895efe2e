using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Cli;

/// <summary>The command line as a process of its own, as users run it.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The program of the same configuration as these tests.</summary>
    public static string Program { get; } = RepositoryFiles.At(
        "src",
        "ProbeClassifier.Cli",
        "bin",
        new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name,
        "net10.0",
        "ProbeClassifier.Cli.dll");

    public static CommandResult Run(params string[] arguments) => RunWith([], arguments);

    /// <summary>Runs it with bytes on standard input.</summary>
    public static CommandResult RunWith(ReadOnlySpan<byte> input, params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        try
        {
            process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It did not read all, as with a usage error.
        }

        return Finish(process, output, error);
    }

    public static CommandResult Finish(Process process, Task<string> output, Task<string> error)
    {
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("the command line did not end");
        }

        return new CommandResult(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    public static Process Start(params string[] arguments) => StartOther("dotnet", [Program, .. arguments]);

    public static Process StartOther(string file, IEnumerable<string> arguments, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = RepositoryFiles.Root,
        };
        start.Environment.Remove("NO_COLOR");
        start.Environment["TZ"] = "UTC";
        foreach ((string name, string? value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}

/// <summary>How a run ended.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error);
