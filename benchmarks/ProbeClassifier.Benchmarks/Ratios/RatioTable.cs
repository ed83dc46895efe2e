using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;

namespace ProbeClassifier.Benchmarks.Ratios;

/// <summary>The results as Markdown for people and as JSON for programs.</summary>
internal static class RatioTable
{
    public static string ToMarkdown(Machine machine, IReadOnlyList<RatioResult> results)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{machine.Cpu}, {machine.Cores} cores, {machine.Os}, {machine.Runtime}, kernel {machine.Kernel},")
            .Append(CultureInfo.InvariantCulture, $" {machine.Tiering}, load {machine.Load} at the start, commit {Short(machine.Commit)}.\n\n");
        text.Append("| what | log | MB | rounds | newlines GB/s | work GB/s | ns/line | **T(newlines) / T(work)** | round min–max | bar | bytes/line |\n");
        text.Append("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (RatioResult result in results)
        {
            (double min, double max) = result.Extremes;
            string bar = result.Row.Bar is { } least
                ? string.Create(CultureInfo.InvariantCulture, $"≥ {least:F2} {(result.MeetsBar ? "met" : "**missed**")}")
                : "–";
            text.Append(CultureInfo.InvariantCulture, $"| {result.Row.Name} | {result.Row.Corpus} | {result.Bytes / 1e6:F0} | {result.WorkTimes.Length} ")
                .Append(CultureInfo.InvariantCulture, $"| {result.CountGigabytesPerSecond:F1} | {result.WorkGigabytesPerSecond:F2} | {result.NanosecondsPerLine:F1} ")
                .Append(CultureInfo.InvariantCulture, $"| **{result.Ratio:F3}** | {min:F3}–{max:F3} | {bar} | {result.AllocatedPerLine:0.###} |\n");
        }

        return text.ToString();
    }

    public static void WriteJson(Stream output, Machine machine, IReadOnlyList<RatioResult> results)
    {
        using Utf8JsonWriter json = new(output, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("cpu", machine.Cpu);
        json.WriteNumber("cores", machine.Cores);
        json.WriteString("os", machine.Os);
        json.WriteString("runtime", machine.Runtime);
        json.WriteString("kernel", machine.Kernel);
        json.WriteString("tiering", machine.Tiering);
        json.WriteString("load", machine.Load);
        json.WriteString("commit", machine.Commit);
        json.WriteStartArray("rows");
        foreach (RatioResult result in results)
        {
            (double min, double max) = result.Extremes;
            json.WriteStartObject();
            json.WriteString("what", result.Row.Name);
            json.WriteString("corpus", result.Row.Corpus);
            json.WriteNumber("bytes", result.Bytes);
            json.WriteNumber("lines", result.Lines);
            json.WriteNumber("rounds", result.WorkTimes.Length);
            json.WriteNumber("countSeconds", result.CountMedian);
            json.WriteNumber("workSeconds", result.WorkMedian);
            json.WriteNumber("ratio", result.Ratio);
            json.WriteNumber("ratioMin", min);
            json.WriteNumber("ratioMax", max);
            if (result.Row.Bar is { } bar)
                json.WriteNumber("bar", bar);
            json.WriteNumber("allocatedBytesPerLine", result.AllocatedPerLine);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Short(string commit) => commit.Length > 10 ? commit[..10] : commit;
}
