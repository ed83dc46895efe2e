using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using ProbeClassifier.Tests.Cli;

namespace ProbeClassifier.Tests.Distributed.Kafka;

/// <summary>Who does not use Kafka does not load its client.</summary>
public sealed class KafkaLoadingTests
{
    [SkippableFact]
    public void A_report_of_lines_maps_no_client_of_Kafka()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "what a process has mapped is read from /proc");
        using Process process = CommandLine.Start("report", "--year", "2026", "-");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();

        // More than a pipe holds: when it is written, the report is under way.
        byte[] line = Encoding.ASCII.GetBytes(CliLines.Ping);
        for (int i = 0; i < (1 << 20) / line.Length; i++)
            process.StandardInput.BaseStream.Write(line);
        string mapped = File.ReadAllText($"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/maps");
        process.StandardInput.Close();
        CommandResult result = CommandLine.Finish(process, output, error);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        Assert.Contains("ProbeClassifier.Cli.dll", mapped, StringComparison.Ordinal);
        foreach (string file in (string[])["ProbeClassifier.Kafka.dll", "Confluent.Kafka.dll", "librdkafka"])
            Assert.DoesNotContain(file, mapped, StringComparison.Ordinal);
    }
}
