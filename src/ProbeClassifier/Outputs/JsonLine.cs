using System;
using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Outputs;

/// <summary>
/// One object of JSON a line, reused from line to line. Texts of a log become valid UTF-8 with what could harm a terminal escaped; what is
/// absent is left out. Allocates nothing per line once warm.
/// </summary>
internal sealed class JsonLine : IDisposable
{
    private const int LongestText = 2048;

    private static readonly JsonWriterOptions Options = new() { Encoder = CreateEncoder(), SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _nothing = new(1);

    public JsonLine() => Json = new Utf8JsonWriter(_nothing, Options);

    public Utf8JsonWriter Json { get; }

    public void Begin(IBufferWriter<byte> output)
    {
        Json.Reset(output);
        Json.WriteStartObject();
    }

    public void End(IBufferWriter<byte> output)
    {
        Json.WriteEndObject();
        Json.Flush();
        output.Write("\n"u8);
        Json.Reset(_nothing);
    }

    public void Dispose() => Json.Dispose();

    /// <summary>RFC 3339 in UTC, with a fraction only if there is one.</summary>
    public void WriteTime(ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[32];
        bool isWhole = time.Ticks % TimeSpan.TicksPerSecond == 0;
        time.UtcDateTime.TryFormat(text, out int length, isWhole ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
        Json.WriteString(name, text[..length]);
    }

    public void WriteAddress(ReadOnlySpan<byte> name, ProbeAddress? address)
    {
        if (address is not { } present)
            return;
        Span<char> text = stackalloc char[ProbeAddress.MaxTextLength];
        present.TryFormat(text, out int length, default, null);
        Json.WriteString(name, text[..length]);
    }

    public void WriteAddressValue(ProbeAddress address)
    {
        Span<char> text = stackalloc char[ProbeAddress.MaxTextLength];
        address.TryFormat(text, out int length, default, null);
        Json.WriteStringValue(text[..length]);
    }

    /// <summary>Text of a log: what is not UTF-8 becomes U+FFFD. A longer one is cut, so that a line of JSON has a bound.</summary>
    public void WriteText(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty)
            Json.WriteString(name, text[..Math.Min(text.Length, LongestText)]);
    }

    /// <summary>A name that is never cut; left out when empty.</summary>
    public void WriteName(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty)
            Json.WriteString(name, text);
    }

    public void WriteNumber(ReadOnlySpan<byte> name, long? number)
    {
        if (number is { } present)
            Json.WriteNumber(name, present);
    }

    public void WriteText(ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
            Json.WriteString(name, text);
    }

    /// <summary>Generator, signature and revision of an IDS: <c>1:1226:4</c>.</summary>
    public void WriteSignature(ReadOnlySpan<byte> name, ProbeSignature signature)
    {
        Span<byte> text = stackalloc byte[SignatureText.Longest];
        Json.WriteString(name, text[..SignatureText.Write(signature, text)]);
    }

    /// <summary>Letters of all scripts as they are; what could harm a terminal or a page is escaped.</summary>
    private static JavaScriptEncoder CreateEncoder()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        settings.ForbidRanges(UnicodeRanges.GeneralPunctuation, UnicodeRanges.Specials);
        settings.ForbidCharacter('\u007F');
        for (int value = 0x80; value <= char.MaxValue; value++)
        {
            if (!char.IsSurrogate((char)value) && !TerminalText.IsShown(new Rune(value)))
                settings.ForbidCharacter((char)value);
        }

        return JavaScriptEncoder.Create(settings);
    }
}
