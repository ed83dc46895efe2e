using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using ProbeClassifier.Outputs;
using ProbeClassifier.Parsing;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Distributed;

/// <summary>How a partition's lines are read and counted: the same for all workers and reports of one family. Immutable.</summary>
public sealed record PartitionOptions
{
    /// <summary>
    /// The version of what lines mean. It goes up whenever some line would be counted otherwise than before: snapshots of another
    /// version do not go on.
    /// </summary>
    public const int ParserVersion = 2;

    /// <summary>
    /// How lines are read. Its clock and reference time are not used: stamps without a year are near to what the log says. Default:
    /// all defaults.
    /// </summary>
    public ProbeParserOptions Parser { get; init; } = new();

    /// <summary>How events are added up. Default: all defaults.</summary>
    public ProbeRollupOptions Rollup { get; init; } = new();

    /// <summary>
    /// How far before a "repeated N times" line its host's previous line may begin in a partition, in bytes; so much text is in each
    /// snapshot. Default 65,536, as for files; from 4,096 to 65,536.
    /// </summary>
    public int RepeatWindowBytes { get; init; } = 65_536;

    /// <summary>
    /// The name of all snapshots that these options make: 16 hexadecimal digits of what decides how a line counts, and of the snapshots' version. Thresholds of
    /// scans do not: they are looked at when a report is made.
    /// </summary>
    public string Family => FamilyHash.ToString("x16", CultureInfo.InvariantCulture);

    internal ulong FamilyHash => SipHash.Of(0x5041_5254, ParserVersion, Encoding.UTF8.GetBytes(Describe()));

    /// <summary>
    /// What tells events of one line that differ: 32 bits of the family, the format and the log's identity. Other rules make other tags, and
    /// so other events, beside those of before.
    /// </summary>
    internal uint MarkOf(EventFormat format, string? identity) =>
        (uint)(SipHash.Of(0x4556_4E54, FamilyHash, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(int)format}|{identity}"))) >> 32);

    /// <summary>All that is wrong: each entry names the option, its value, and what was expected. Empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> errors = [];
        try
        {
            ProbeParserOptions.Validate(Parser);
            ProbeRollupOptions.Validate(Rollup);
        }
        catch (ArgumentException e)
        {
            errors.Add(e.Message.ReplaceLineEndings(" "));
        }

        if (RepeatWindowBytes is < 4_096 or > 65_536)
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(RepeatWindowBytes)}: {RepeatWindowBytes}; expected from 4096 to 65536"));
        return errors;
    }

    private string Describe()
    {
        ProbeRollupOptions r = Rollup;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{PartitionSnapshotFormat.Version}|{Parser.MaxFrameBytes}|{Parser.Year}|{Zone(Parser.TimeZone)}|{RepeatWindowBytes}|{r.Rules.Hash}|{r.IncidentGap.Ticks}|{r.MaxSources}|{r.MaxWeight}|{r.SelectionKey}|{r.From?.UtcTicks}|{r.To?.UtcTicks}|{r.MaxLogHosts}|{r.MaxLogNotes}");
    }

    /// <summary>A zone without summer time by its offset, whatever it is called; another by its name.</summary>
    private static string Zone(TimeZoneInfo zone) => zone.SupportsDaylightSavingTime ? zone.Id : zone.BaseUtcOffset.ToString("c", CultureInfo.InvariantCulture);
}
