using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Outputs;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Cli;

/// <summary>The words for formats of events.</summary>
internal static class EventFormats
{
    private static readonly (string Word, EventFormat Format)[] Table =
        [("ecs", EventFormat.Ecs), ("ocsf", EventFormat.Ocsf), ("cef", EventFormat.Cef), ("ndjson", EventFormat.Ndjson)];

    /// <summary>The format that has files and no lines.</summary>
    public const string Parquet = "parquet";

    /// <summary>All words for lines, the default first.</summary>
    public static IEnumerable<string> Words(string first) => Table.Select(t => t.Word).OrderByDescending(w => string.Equals(w, first, StringComparison.Ordinal));

    public static EventFormat Parse(string word) => Table.First(t => string.Equals(t.Word, word, StringComparison.Ordinal)).Format;

    public static EventWriter Writer(string word, RuleSet rules) => new(Parse(word), new EventWriterOptions { Rules = rules });
}
