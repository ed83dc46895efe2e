using System.Collections.Generic;
using System.CommandLine;
using ProbeClassifier.Parsing;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Cli;

/// <summary>The options of every command that reads logs and tags: how lines are read, and by which rules.</summary>
internal sealed class ReadingOptions(string defaultYear)
{
    private readonly Option<int?> _year = OptionKinds.Number("--year", "The year of stamps that have none (1970-2105). " + defaultYear, "YYYY", 1970, 2105);
    private readonly Option<string?> _zone = new("--timezone") { Description = "The zone of stamps that have none, and of times among the options: UTC, +09:00, Asia/Tokyo. Default: the system's.", HelpName = "ZONE" };
    private readonly Option<string?> _rules = new("--rules") { Description = "A rules file that extends or replaces the default rules (docs/rules.md), or extended, the rules for later web worms.", HelpName = "FILE" };
    private readonly Option<string[]> _home = OptionKinds.Home();

    public IReadOnlyList<Option> All => [_year, _zone, _rules, _home];

    public ProbeParserOptions Parser(ParseResult parsed) => new()
    {
        Year = parsed.GetValue(_year),
        TimeZone = OptionValues.TimeZone(parsed.GetValue(_zone)),
    };

    public RuleSet Rules(ParseResult parsed) => OptionValues.Rules(parsed.GetValue(_rules), parsed.GetValue(_home));
}
