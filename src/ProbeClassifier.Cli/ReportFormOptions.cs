using System;
using System.Collections.Generic;
using System.CommandLine;
using ProbeClassifier.Reports;

namespace ProbeClassifier.Cli;

/// <summary>The options of every command that writes reports: their form.</summary>
internal sealed class ReportFormOptions
{
    private readonly Option<int?> _top = OptionKinds.Number("--top", "How many sources to list (0-1000). Default: 10.", "N", 0, 1000);
    private readonly Option<string> _format = OptionKinds.Choice("--format", "How the report is written.", "text", "json");
    private readonly Option<string> _language = OptionKinds.Choice("--lang", "The language of texts and titles.", "en", "ja");

    public IReadOnlyList<Option> All => [_top, _format, _language];

    public int TopSources(ParseResult parsed) => parsed.GetValue(_top) ?? ProbeReport.DefaultTopSources;

    public ReportFormat Format(ParseResult parsed) =>
        string.Equals(parsed.GetValue(_format), "json", StringComparison.Ordinal) ? ReportFormat.Json : ReportFormat.Text;

    public ReportLanguage Language(ParseResult parsed) =>
        string.Equals(parsed.GetValue(_language), "ja", StringComparison.Ordinal) ? ReportLanguage.Japanese : ReportLanguage.English;
}
