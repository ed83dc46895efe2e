using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ProbeClassifier.Listener.Framing;

namespace ProbeClassifier.Tests.Listener.Framing;

/// <summary>The framing rules once more, slowly and another way: regular expressions over the whole stream.</summary>
internal static partial class FramingOracle
{
    public static FramedMessages Read(byte[] bytes, int limit, bool isOrderly)
    {
        string text = Encoding.Latin1.GetString(bytes);
        List<string> messages = [];
        FramingCounts counts = default;
        bool afterCounted = false;
        int at = 0;
        while (at < text.Length)
        {
            if (text[at] is '\n' or '\r' or '\0')
            {
                afterCounted = false;
                at++;
                continue;
            }

            if (Count().Match(text, at) is { Success: true } count)
            {
                int start = at + count.Length;
                int octets = int.Parse(count.Groups["count"].ValueSpan, CultureInfo.InvariantCulture);
                if (octets > text.Length - start)
                {
                    if (text.Length - start > limit)
                        messages.Add(Cut(text[start..], limit));
                    else
                        counts.Cut++;
                    break;
                }

                string frame = text.Substring(start, octets);
                messages.Add(Cut(frame[^1] is '\n' or '\0' ? frame[..^1] : frame, limit));
                at = start + octets;
                afterCounted = true;
                continue;
            }

            // A number that the stream ends in may have been meant as a count.
            bool isUndecided = Undecided().IsMatch(text, at);
            bool isBad = BadCount().IsMatch(text, at);
            bool isOut = afterCounted && text[at] != '<' && (isBad || !isUndecided);
            counts.BadOctetCounts += isBad ? 1 : 0;
            counts.Resynchronised += isOut ? 1 : 0;
            int from = isBad ? text.IndexOf(' ', at) + 1 : at;
            Match end = isBad || isOut ? EndOrHeader().Match(text, from) : End().Match(text, at);
            string message = text[at..(end.Success ? end.Index : text.Length)];
            if (end.Success || isOrderly || message.Length > limit)
                messages.Add(Cut(message, limit));
            else
                counts.Cut++;
            at += message.Length;
            afterCounted = false;
        }

        return new FramedMessages(messages, counts);
    }

    private static string Cut(string message, int limit) =>
        message.Length > limit ? message[..limit] + FramedMessages.CutMark : message.EndsWith('\r') ? message[..^1] : message;

    [GeneratedRegex(@"\G(?<count>[1-9][0-9]{0,6}) ", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Count();

    [GeneratedRegex(@"\G([0-9]{1,20}|[+-][0-9]{1,19}) |\G[0-9+-][0-9A-Za-z+.,-]{0,19} <[0-9]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex BadCount();

    [GeneratedRegex(@"\G[0-9+-][0-9A-Za-z+.,-]{0,19}( <?)?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Undecided();

    [GeneratedRegex(@"[\n\0]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex End();

    [GeneratedRegex(@"[\n\0]|(?<![0-9])[1-9][0-9]{0,6} <[0-9]{1,3}>", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex EndOrHeader();
}
