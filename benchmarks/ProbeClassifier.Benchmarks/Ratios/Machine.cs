using System;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using ProbeClassifier.Kernels;

namespace ProbeClassifier.Benchmarks.Ratios;

/// <summary>Where and with what a result was taken.</summary>
internal sealed record Machine(string Cpu, int Cores, string Os, string Runtime, string Kernel, string Tiering, string Load, string Commit)
{
    public static Machine Describe() => new(
        Cpu: DescribeCpu(),
        Cores: Environment.ProcessorCount,
        Os: RuntimeInformation.OSDescription,
        Runtime: RuntimeInformation.FrameworkDescription,
        Kernel: BlockKernel.Chosen.ToString(),
        Tiering: DescribeTiering(),
        Load: File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown",
        Commit: FindCommit());

    private static string DescribeCpu()
    {
        if (!File.Exists("/proc/cpuinfo"))
            return RuntimeInformation.ProcessArchitecture.ToString();
        string name = "unknown";
        string family = "?";
        string model = "?";
        foreach (string line in File.ReadLines("/proc/cpuinfo"))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
                break;
            string value = line[(colon + 1)..].Trim();
            switch (line[..colon].Trim())
            {
                case "model name":
                    name = value;
                    break;
                case "cpu family":
                    family = value;
                    break;
                case "model":
                    model = value;
                    break;
            }
        }

        // Virtual machines often hide the model's name, not its numbers.
        return $"{name} (family {family}, model {model})";
    }

    private static string DescribeTiering()
    {
        string tiered = Environment.GetEnvironmentVariable("DOTNET_TieredCompilation") ?? "default";
        string pgo = Environment.GetEnvironmentVariable("DOTNET_TieredPGO") ?? "default";
        return $"TieredCompilation={tiered} TieredPGO={pgo}";
    }

    /// <summary>The SDK writes it behind the version; <c>unknown</c> when built outside a repository.</summary>
    private static string FindCommit()
    {
        string version = typeof(Machine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? string.Empty;
        int plus = version.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? "unknown" : version[(plus + 1)..];
    }
}
