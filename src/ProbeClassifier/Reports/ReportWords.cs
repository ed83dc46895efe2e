using System;
using System.Globalization;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Reports;

/// <summary>Looks words up for one language.</summary>
internal sealed class ReportWords
{
    private readonly string[] _text;

    private ReportWords(string language, Func<ReportString, string> column)
    {
        Language = language;
        _text = new string[ReportStrings.All.Count];
        foreach (ReportString row in ReportStrings.All)
            _text[(int)row.Phrase] = column(row);
    }

    public static ReportWords English { get; } = new("en", static row => row.English);

    public static ReportWords Japanese { get; } = new("ja", static row => row.Japanese);

    /// <summary>The language's tag: <c>en</c>, <c>ja</c>.</summary>
    public string Language { get; }

    public string this[ReportPhrase phrase] => _text[(int)phrase];

    public static ReportWords For(ReportLanguage language) => language switch
    {
        ReportLanguage.English => English,
        ReportLanguage.Japanese => Japanese,
        _ => throw new ArgumentOutOfRangeException(nameof(language)),
    };

    /// <summary>What stands over a section's figures.</summary>
    public string TitleOf(ReportSection section) => this[section switch
    {
        ReportSection.None => ReportPhrase.Remainder,
        ReportSection.Probes => ReportPhrase.SectionI,
        ReportSection.MailRelay => ReportPhrase.SectionII,
        ReportSection.ForgedMail => ReportPhrase.SectionIII,
        ReportSection.Intrusion => ReportPhrase.SectionIV,
        ReportSection.DenialOfService => ReportPhrase.SectionV,
        ReportSection.Malware => ReportPhrase.SectionVI,
        _ => throw new ArgumentOutOfRangeException(nameof(section)),
    }];

    /// <summary>The tag's title, the English one where this language has none; empty without any.</summary>
    public string TitleOf(ProbeTag tag) => (ReferenceEquals(this, Japanese) ? tag.TitleJa ?? tag.Title : tag.Title) ?? string.Empty;

    public string Format(ReportPhrase phrase, params ReadOnlySpan<object> values) =>
        string.Format(CultureInfo.InvariantCulture, this[phrase], values);

    public string Feeds(ReportSection section) => this[section switch
    {
        ReportSection.Probes => ReportPhrase.FeedsI,
        ReportSection.MailRelay => ReportPhrase.FeedsII,
        ReportSection.ForgedMail => ReportPhrase.FeedsIII,
        ReportSection.Intrusion => ReportPhrase.FeedsIV,
        ReportSection.DenialOfService => ReportPhrase.FeedsV,
        ReportSection.Malware => ReportPhrase.FeedsVI,
        _ => throw new ArgumentOutOfRangeException(nameof(section)),
    }];

    public string Of(ProbeAction action) => this[action switch
    {
        ProbeAction.Allowed => ReportPhrase.Allowed,
        ProbeAction.Blocked => ReportPhrase.Blocked,
        ProbeAction.Other => ReportPhrase.OtherAction,
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    }];

    public string Of(TrafficDirection direction) => this[direction switch
    {
        TrafficDirection.Inbound => ReportPhrase.Inbound,
        TrafficDirection.Outbound => ReportPhrase.Outbound,
        TrafficDirection.Forwarded => ReportPhrase.Forwarded,
        TrafficDirection.Unknown => ReportPhrase.UnknownDirection,
        _ => throw new ArgumentOutOfRangeException(nameof(direction)),
    }];

    public string Of(UnparsedReason reason) => this[reason switch
    {
        UnparsedReason.Truncated => ReportPhrase.ReasonTruncated,
        UnparsedReason.NoSource => ReportPhrase.ReasonNoSource,
        UnparsedReason.NoDestination => ReportPhrase.ReasonNoDestination,
        UnparsedReason.NoProtocol => ReportPhrase.ReasonNoProtocol,
        UnparsedReason.BadAddress => ReportPhrase.ReasonBadAddress,
        UnparsedReason.BadPort => ReportPhrase.ReasonBadPort,
        UnparsedReason.BadProtocol => ReportPhrase.ReasonBadProtocol,
        UnparsedReason.BadIcmp => ReportPhrase.ReasonBadIcmp,
        UnparsedReason.BadField => ReportPhrase.ReasonBadField,
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    }];

    public string Gap(TimeSpan gap)
    {
        long seconds = gap.Ticks / TimeSpan.TicksPerSecond;
        return seconds % 3_600 == 0 ? Format(ReportPhrase.GapHours, seconds / 3_600)
            : seconds % 60 == 0 ? Format(ReportPhrase.GapMinutes, seconds / 60)
            : Format(ReportPhrase.GapSeconds, seconds);
    }
}
