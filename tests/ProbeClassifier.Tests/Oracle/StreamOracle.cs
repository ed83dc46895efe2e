using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Events;
using ProbeClassifier.Parsing;

namespace ProbeClassifier.Tests.Oracle;

/// <summary>What the handler must be called with, line by line; repeats find the line before them here.</summary>
internal sealed class StreamOracle(ProbeParserOptions options)
{
    /// <summary>How far back a repeat looks for its line, in bytes.</summary>
    private const int Window = 65_536;

    private readonly LogOracle _lines = new(options);

    /// <summary>The calls for each line of a text; the lines keep no LF.</summary>
    public IEnumerable<(string Line, IReadOnlyList<ExpectedCall> Calls)> Of(IEnumerable<string> lines)
    {
        Dictionary<string, (LineMeaning Meaning, long Start)> last = [];
        long at = 0;
        foreach (string line in lines)
        {
            LineMeaning meaning = _lines.Of(line);
            bool isFound = last.TryGetValue(meaning.Host, out (LineMeaning Meaning, long Start) previous) && at - previous.Start <= Window;
            yield return (line, [.. CallsOf(meaning, isFound ? previous.Meaning : null)]);
            if (meaning is not { Kind: MeaningKind.Repeat, Quoted: null } && line is not ("" or "\r"))
                last[meaning.Host] = (meaning, at);
            at += line.Length + 1;
        }
    }

    private static IEnumerable<ExpectedCall> CallsOf(LineMeaning meaning, LineMeaning? previous)
    {
        switch (meaning.Kind)
        {
            case MeaningKind.Event:
                yield return new(meaning.Describe(1, isRepeat: false));
                break;
            case MeaningKind.Unparsed:
                yield return new("unparsed") { Reasons = meaning.Reasons };
                break;
            case MeaningKind.NotEvent:
                yield return new("other|unparsed");
                break;
            case MeaningKind.Silent:
                yield return new("?");
                break;
            case MeaningKind.Other:
                yield return new("other");
                break;
            default:
                if (meaning.Quoted is null ? previous?.Kind is MeaningKind.Silent or MeaningKind.Repeat : meaning.Quoted.Kind == MeaningKind.Silent)
                {
                    yield return new("?");
                    break;
                }

                LineMeaning? repeated = meaning.Quoted ?? previous;
                if (repeated is { Kind: MeaningKind.Event } && meaning.Times > 0)
                {
                    // Some messages bear their own time, and that is repeated with them.
                    if (repeated.Dialect != ProbeDialect.AccessLog)
                        repeated = repeated with { UnixSeconds = meaning.UnixSeconds, Nanoseconds = meaning.Nanoseconds };
                    yield return new(repeated.Describe(meaning.Times, isRepeat: true));
                }

                yield return new("other");
                break;
        }
    }
}

/// <summary>One call: its text as <see cref="LineMeaning.Described"/> gives it, <c>other</c>, <c>unparsed</c>, or <c>other|unparsed</c>, or <c>?</c> for any.</summary>
internal sealed record ExpectedCall(string Text)
{
    /// <summary>Unparsed: the reasons that are right.</summary>
    public IReadOnlyList<UnparsedReason> Reasons { get; init; } = [];

    /// <summary>Whether a call of the library is this one.</summary>
    public bool Allows(string call) => Text switch
    {
        "?" => true,
        "other|unparsed" => call == "other" || call.StartsWith("unparsed ", System.StringComparison.Ordinal),
        "unparsed" => Reasons.Any(reason => call == $"unparsed {reason}"),
        _ => call == Text,
    };
}
