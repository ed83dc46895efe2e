using System;
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace ProbeClassifier.Tests.Outputs;

/// <summary>A reader of CEF, written from its guide and knowing nothing of the writer: what comes back must be what went in.</summary>
internal sealed partial class CefLine
{
    private CefLine(string[] header, Dictionary<string, string> extension)
    {
        Header = header;
        Extension = extension;
    }

    /// <summary>The version, and the six fields behind it.</summary>
    public string[] Header { get; }

    public IReadOnlyDictionary<string, string> Extension { get; }

    public static CefLine Parse(string line)
    {
        Assert.StartsWith("CEF:", line, StringComparison.Ordinal);
        List<string> header = [];
        var field = new StringBuilder();
        int i = 4;
        while (header.Count < 7)
        {
            Assert.True(i < line.Length, "the header ends early");
            if (line[i] == '\\')
            {
                Assert.Contains(line[i + 1], "|\\");
                field.Append(line[i + 1]);
                i += 2;
            }
            else if (line[i] == '|')
            {
                header.Add(field.ToString());
                field.Clear();
                i++;
            }
            else
            {
                field.Append(line[i++]);
            }
        }

        return new CefLine([.. header], ReadExtension(line[i..]));
    }

    /// <summary>A key is a word before a bare equals sign; its value goes on to the space before the next one.</summary>
    private static Dictionary<string, string> ReadExtension(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        MatchCollection keys = Key().Matches(text);
        for (int k = 0; k < keys.Count; k++)
        {
            int start = keys[k].Index + keys[k].Length;
            int end = k + 1 < keys.Count ? keys[k + 1].Index : text.Length;
            values.Add(keys[k].Groups["key"].Value, Unescape(text[start..end]));
        }

        Assert.True(keys.Count == 0 || keys[0].Index == 0, text);
        return values;
    }

    private static string Unescape(string value)
    {
        var plain = new StringBuilder();
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] == '=')
                Assert.Fail($"a bare equals sign in: {value}");
            if (value[i] != '\\')
            {
                plain.Append(value[i]);
                continue;
            }

            i++;
            Assert.True(i < value.Length, "a backslash at the end");
            plain.Append(value[i] switch
            {
                'n' => '\n',
                'r' => '\r',
                '=' or '\\' => value[i],
                _ => throw new InvalidOperationException($"no escape: \\{value[i]}"),
            });
        }

        return plain.ToString();
    }

    [GeneratedRegex(@"(?:^|(?<=[^\\](?:\\\\)*) |^ )(?<key>[A-Za-z][A-Za-z0-9]*)=", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Key();
}
