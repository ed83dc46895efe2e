using System;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ProbeClassifier.Tagging;

/// <summary>
/// Reads JSON, with comments and trailing commas allowed, into <see cref="JsonItem"/>s. After a syntax error what was read
/// before it is still there, marked incomplete, so that its errors are reported too.
/// </summary>
internal static class JsonTree
{
    private const int MaxDepth = 16;

    /// <returns>The root; null when the text ends or breaks before there is one.</returns>
    public static JsonItem? Read(SourceText text, RuleErrors errors)
    {
        int invalid = text.FindInvalidUtf8();
        if (invalid >= 0)
        {
            string found = string.Create(CultureInfo.InvariantCulture, $"byte 0x{text.Bytes[invalid]:X2}");
            errors.Add(invalid, found, "UTF-8");
            return null;
        }

        var options = new JsonReaderOptions
        {
            CommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
            MaxDepth = MaxDepth,
        };
        var reader = new Utf8JsonReader(text.Bytes, options);
        JsonItem? root = null;
        try
        {
            reader.Read();
            root = Start(ref reader, errors);
            Fill(root, ref reader, errors);
            reader.Read();
        }
        catch (JsonException e)
        {
            int offset = text.OffsetOf(e.LineNumber ?? 0, e.BytePositionInLine ?? 0);
            errors.Add(offset, Found(text.Bytes, offset), Expected(e.Message));
        }

        return root;
    }

    private static JsonItem Start(ref Utf8JsonReader reader, RuleErrors errors)
    {
        int offset = (int)reader.TokenStartIndex;
        string text = reader.TokenType switch
        {
            JsonTokenType.String => Unescape(ref reader, errors),
            JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan),
            _ => string.Empty,
        };
        return new JsonItem(reader.TokenType, offset, text);
    }

    // Depth is bounded by the reader's limit.
    private static void Fill(JsonItem item, ref Utf8JsonReader reader, RuleErrors errors)
    {
        if (item.IsComplete)
            return;
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            if (item.Kind == JsonTokenType.StartArray)
            {
                JsonItem element = Start(ref reader, errors);
                item.Items.Add(element);
                Fill(element, ref reader, errors);
                continue;
            }

            int nameOffset = (int)reader.TokenStartIndex;
            string name = Unescape(ref reader, errors);
            reader.Read();
            JsonItem value = Start(ref reader, errors);
            item.Members.Add(new JsonMember(name, nameOffset, value));
            Fill(value, ref reader, errors);
        }

        item.IsComplete = true;
    }

    private static string Unescape(ref Utf8JsonReader reader, RuleErrors errors)
    {
        try
        {
            return reader.GetString() ?? string.Empty;
        }
        catch (InvalidOperationException)
        {
            // Valid UTF-8 was checked for, so this is half of a surrogate pair, written as \uD800.
            errors.Add((int)reader.TokenStartIndex, "half of a surrogate pair", "whole characters");
            return "?";
        }
    }

    private static string Found(ReadOnlySpan<byte> bytes, int offset)
    {
        if (offset >= bytes.Length)
            return "the end of the file";
        Rune.DecodeFromUtf8(bytes[offset..], out Rune rune, out _);
        return RuleText.Quote(rune.ToString());
    }

    // The framework's own words, without the place that it appends in its own counting.
    private static string Expected(string message)
    {
        int place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return "JSON: " + RuleText.Escape(place < 0 ? message : message[..place]);
    }
}
