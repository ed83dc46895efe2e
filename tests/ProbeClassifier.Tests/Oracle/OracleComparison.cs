using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using ProbeClassifier.Events;
using ProbeClassifier.Kernels;
using ProbeClassifier.Parsing;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Oracle;

/// <summary>Runs a kernel over lines and says where it and the oracle part.</summary>
internal static class OracleComparison
{
    /// <summary>Null when they agree; else the first line where they do not, and what each says of it.</summary>
    public static string? FirstDifference(IReadOnlyList<string> lines, KernelKind kernel, ProbeParserOptions options) =>
        Differences(lines, kernel, options).FirstOrDefault();

    /// <summary>Every line where they part.</summary>
    public static IEnumerable<string> Differences(IReadOnlyList<string> lines, KernelKind kernel, ProbeParserOptions options)
    {
        byte[] input = Encoding.Latin1.GetBytes(string.Concat(lines.Select(line => line + "\n")));
        var handler = new CallHandler();
        ProbeParserState state = Parse.NewState(kernel, options);
        int consumed = ProbeParser.Parse(input, options, ref state, ref handler, isFinalBlock: true);
        if (consumed != input.Length)
            yield return string.Create(CultureInfo.InvariantCulture, $"{kernel} consumed {consumed} of {input.Length} bytes");

        int at = 0;
        List<List<string>> actual = ByLine(handler.Calls);
        foreach ((string line, IReadOnlyList<ExpectedCall> expected) in new StreamOracle(options).Of(lines))
        {
            List<string> calls = at < actual.Count ? actual[at++] : [];
            bool isRight = expected is [{ Text: "?" }]
                ? calls.Count > 0
                : expected.Count == calls.Count && expected.Zip(calls).All(pair => pair.First.Allows(pair.Second));
            if (!isRight)
            {
                string wanted = string.Join(" ; ", expected.Select(e => e.Text + (e.Reasons.Count is 0 ? "" : " " + string.Join('|', e.Reasons))));
                yield return $"{kernel} on\n  {Printable(line)}\n  oracle:  {wanted}\n  library: {string.Join(" ; ", calls)}";
            }
        }

        if (at != actual.Count)
            yield return string.Create(CultureInfo.InvariantCulture, $"{kernel}: calls for {actual.Count} lines of {at}");
    }

    /// <summary>Every line gives one call, and a repeat's event comes before that of its line.</summary>
    private static List<List<string>> ByLine(List<string> calls)
    {
        List<List<string>> lines = [[]];
        foreach (string call in calls)
        {
            lines[^1].Add(call);
            if (!call.Contains(" repeat ", StringComparison.Ordinal))
                lines.Add([]);
        }

        if (lines[^1].Count == 0)
            lines.RemoveAt(lines.Count - 1);
        return lines;
    }

    /// <summary>A line as a C# literal would show it.</summary>
    public static string Printable(string line) =>
        string.Concat(line.Select(c => c is >= ' ' and <= '~' ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}")));

    private struct CallHandler() : IProbeHandler
    {
        public List<string> Calls { get; } = [];

        public readonly void OnEvent(in ProbeEvent probe) => Calls.Add(LineMeaning.Described(probe));

        public readonly void OnOther(ReadOnlySpan<byte> frames, int count) => Calls.AddRange(Enumerable.Repeat("other", count));

        public readonly void OnUnparsed(ReadOnlySpan<byte> frame, UnparsedReason reason, int offset) => Calls.Add($"unparsed {reason}");

        public readonly void OnOversize(int keptBytes) => Calls.Add("oversize");

        // Told beside the other line that it is part of.
        public readonly void OnUnresolvedRepeat(uint times)
        {
        }
    }
}
