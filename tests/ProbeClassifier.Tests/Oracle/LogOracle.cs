using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using ProbeClassifier.Dialects;
using ProbeClassifier.Events;
using ProbeClassifier.Parsing;

namespace ProbeClassifier.Tests.Oracle;

/// <summary>
/// What a line means, said a second time and slowly, with regular expressions and Split, by somebody who had the grammar's text
/// and not the library's parsers before them. Bytes are Latin-1 characters.
/// </summary>
internal sealed partial class LogOracle(ProbeParserOptions options)
{
    private static readonly LineMeaning Other = new() { Kind = MeaningKind.Other };

    private readonly YearOracle _years = new(options);

    /// <summary>The meaning of a frame: a line without its LF. One CR at its end goes too.</summary>
    public LineMeaning Of(string frame)
    {
        string line = frame.EndsWith('\r') ? frame[..^1] : frame;
        Envelope envelope = EnvelopeOracle.Of(line, _years);
        envelope = envelope with { IsMailersOwn = envelope.Time is not null && UnnamedOracle.IsMailers(line) };
        LineMeaning meaning = OfMessage(envelope.Message, envelope);
        return meaning with
        {
            Host = envelope.Host,
            App = envelope.App,
            UnixSeconds = meaning.UnixSeconds ?? envelope.Time?.UnixSeconds,
            Nanoseconds = meaning.UnixSeconds is null ? envelope.Time?.Nanoseconds ?? 0 : 0,
        };
    }

    private static LineMeaning OfMessage(string message, Envelope envelope)
    {
        if (envelope.Facility == Envelope.UnknownFacility)
            return MightMeanSomething().IsMatch(message) || HasEvidenceWord(message) ? new() { Kind = MeaningKind.Silent } : Other;
        string text = KernelStamp().Replace(message, "", 1);
        Match last = LastMessage().Match(text);
        if (last.Success && uint.TryParse(last.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out uint times))
        {
            bool isSyslogs = envelope.App.Length == 0 && text.Length == message.Length;
            return new() { Kind = isSyslogs ? MeaningKind.Repeat : envelope.App.Contains("syslog", StringComparison.Ordinal) ? MeaningKind.Silent : MeaningKind.Other, Times = times };
        }

        Match quoted = QuotedMessage().Match(text);
        if (quoted.Success && uint.TryParse(quoted.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out uint n))
            return new() { Kind = MeaningKind.Repeat, Times = n, Quoted = OfContent(quoted.Groups["message"].Value, envelope) };

        return OfContent(message, envelope);
    }

    private static LineMeaning OfContent(string message, Envelope envelope)
    {
        if (IsEvidence(message, envelope))
            return new() { Kind = MeaningKind.Silent };
        if (envelope.IsMailersOwn)
            return Other;
        bool isKernel = envelope.App is "kernel" or "/kernel" or "ulogd";
        if (!isKernel && AccessLogOracle.Of(message) is { } access)
            return access;
        if (!envelope.IsTrusted)
            return Other;
        string text = KernelStamp().Replace(message, "", 1);
        if (envelope.App.Length == 0 && envelope.Facility != 0 && UnnamedOracle.IsProgram(text))
            return Other;
        return IpchainsOracle.Of(text) ?? NetfilterOracle.Of(text) ?? (HasEvidenceWord(text) ? new() { Kind = MeaningKind.Silent } : Other);
    }

    /// <summary>The oracle knows packets and requests. Of programs that say what happened it knows their names, and says nothing.</summary>
    private static bool IsEvidence(string message, Envelope envelope) =>
        HasEvidenceWord(message) && (IsOwnFile(envelope) || envelope.IsMailersOwn
            || (envelope.App.Length == 0 ? OwnFile().IsMatch(message) : ProgramTable.Find(Encoding.Latin1.GetBytes(envelope.App)) != ProbeDialect.None));

    /// <summary>Where BIND's and Dovecot's own files have something else in the place of host or app-name.</summary>
    private static bool IsOwnFile(Envelope envelope) =>
        envelope.Host is "client" || envelope.Host.StartsWith("auth(", StringComparison.Ordinal) || (envelope.Host.Length == 0 && BindLabel().IsMatch(envelope.App));

    [GeneratedRegex("^(info|notice|warning|error|critical|security|update-security|client|general|default|xfer-out|update|network|query-errors|unmatched|resolver|dnssec|response-checks|packet)$", RegexOptions.ExplicitCapture)]
    private static partial Regex BindLabel();

    private static bool HasEvidenceWord(string message) => EvidenceWords.All.Any(word => message.Contains(word.Text, StringComparison.Ordinal));

    /// <summary>Files that a program writes itself, without its name.</summary>
    [GeneratedRegex(@"^(\[pid |syslogd |exiting on signal )", RegexOptions.ExplicitCapture)]
    private static partial Regex OwnFile();

    [GeneratedRegex("SRC=|PROTO=|IN=|Packet log|repeated|[0-9]\\] \"")]
    private static partial Regex MightMeanSomething();

    [GeneratedRegex("^last message repeated (?<n>[0-9]+) times?$")]
    private static partial Regex LastMessage();

    [GeneratedRegex(@"^message repeated (?<n>[0-9]+) times: \[ *(?<message>.*?)(?:\] ?)?$", RegexOptions.Singleline)]
    private static partial Regex QuotedMessage();

    [GeneratedRegex(@"^\[ *[0-9]{1,9}\.[0-9]{1,9}\] *")]
    private static partial Regex KernelStamp();
}
