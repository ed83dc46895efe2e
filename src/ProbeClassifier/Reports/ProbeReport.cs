using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Reading;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Reports;

/// <summary>A rollup rendered for people or programs. Immutable.</summary>
public sealed record ProbeReport
{
    /// <summary>Top sources listed unless told otherwise: 10.</summary>
    public const int DefaultTopSources = 10;

    /// <summary>The figures.</summary>
    public required RollupSummary Summary { get; init; }

    /// <summary>Inputs that were read.</summary>
    public long Files { get; init; }

    /// <summary>Bytes of text that were read, after decompression.</summary>
    public long Bytes { get; init; }

    /// <summary>Whether reading was stopped before the end.</summary>
    public bool IsPartial { get; init; }

    /// <summary>Inputs that could not be read, or not whole.</summary>
    public IReadOnlyList<InputFailure> Failures { get; init; } = [];

    /// <summary>Makes a report of what a reader found.</summary>
    /// <param name="result">What it found.</param>
    /// <param name="topSources">How many sources to list; not negative.</param>
    public static ProbeReport From(ProbeReadResult result, int topSources = DefaultTopSources)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new()
        {
            Summary = result.Rollup.Summarize(topSources),
            Files = result.Files,
            Bytes = result.Bytes,
            IsPartial = result.IsPartial,
            Failures = result.Failures,
        };
    }

    /// <summary>Reads files, directories and globs into a report. What cannot be read is in <see cref="Failures"/>.</summary>
    /// <param name="paths">As <see cref="InputPaths.Expand"/> takes them.</param>
    /// <param name="options">How to read; null for all defaults.</param>
    /// <param name="cancellationToken">Stops early; the report is then partial.</param>
    public static Task<ProbeReport> ReadFilesAsync(
        IEnumerable<string> paths,
        ProbeReaderOptions? options = null,
        CancellationToken cancellationToken = default) => Task.Run(
        () =>
        {
            IReadOnlyList<string> files = InputPaths.Expand(paths, out IReadOnlyList<InputFailure> failures);
            ProbeReport report = From(ProbeReader.Read(files, options ?? new ProbeReaderOptions(), cancellationToken));
            return report with { Failures = [.. failures, .. report.Failures] };
        },
        CancellationToken.None);

    /// <summary>Writes it.</summary>
    /// <param name="output">Where to; lines end with LF.</param>
    /// <param name="format">How.</param>
    /// <param name="language">The language of texts and titles.</param>
    /// <param name="color">Whether text has terminal colours. Default no.</param>
    public void Write(TextWriter output, ReportFormat format, ReportLanguage language = ReportLanguage.English, bool color = false)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (format == ReportFormat.Text)
        {
            TextReport.Write(this, output, language, new TextLayout(Color: color));
            return;
        }

        if (format != ReportFormat.Json)
            throw new ArgumentOutOfRangeException(nameof(format));
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        WriteJson(buffer, language);
        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary>Writes it as JSON, in UTF-8, with a line end behind it.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="language">The language of titles.</param>
    public void WriteJson(IBufferWriter<byte> output, ReportLanguage language = ReportLanguage.English)
    {
        ArgumentNullException.ThrowIfNull(output);
        new JsonReport(this, ReportWords.For(language)).Write(output);
    }
}
