using System;
using System.Buffers;
using System.Globalization;
using ProbeClassifier.Events;

namespace ProbeClassifier.Outputs.Cef;

/// <summary>The keys and values behind CEF's header, one space between them. Absent values are left out.</summary>
internal ref struct CefExtension(IBufferWriter<byte> output)
{
    private const int LongestText = 2048;

    private bool _hasAny;

    public void Add(scoped ReadOnlySpan<byte> key, scoped ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
            return;
        Key(key);
        CefText.WriteValue(output, value[..Math.Min(value.Length, LongestText)]);
    }

    /// <summary>A text that may be of any length.</summary>
    public void AddWhole(scoped ReadOnlySpan<byte> key, scoped ReadOnlySpan<byte> value)
    {
        Key(key);
        CefText.WriteValue(output, value);
    }

    public void Add(scoped ReadOnlySpan<byte> key, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        Key(key);
        CefText.WriteValue(output, value);
    }

    public void Add(scoped ReadOnlySpan<byte> key, long? value)
    {
        if (value is not { } number)
            return;
        Key(key);
        Span<byte> span = output.GetSpan(20);
        number.TryFormat(span, out int length, default, CultureInfo.InvariantCulture);
        output.Advance(length);
    }

    /// <summary>A custom field, which CEF wants with a label.</summary>
    public void AddLabelled(scoped ReadOnlySpan<byte> key, scoped ReadOnlySpan<byte> label, scoped ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
            return;
        Add(key, value);
        Label(key, label);
    }

    /// <inheritdoc cref="AddLabelled(ReadOnlySpan{byte}, ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public void AddLabelled(scoped ReadOnlySpan<byte> key, scoped ReadOnlySpan<byte> label, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        Add(key, value);
        Label(key, label);
    }

    /// <inheritdoc cref="AddLabelled(ReadOnlySpan{byte}, ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public void AddLabelled(scoped ReadOnlySpan<byte> key, scoped ReadOnlySpan<byte> label, long? value)
    {
        if (value is null)
            return;
        Add(key, value);
        Label(key, label);
    }

    /// <summary>CEF:0 takes IPv4 only in <paramref name="key"/>; IPv6 has custom fields of its own.</summary>
    public void Add(scoped ReadOnlySpan<byte> key, scoped ReadOnlySpan<byte> key6, scoped ReadOnlySpan<byte> label6, ProbeAddress? address)
    {
        if (address is not { } present)
            return;
        Span<char> text = stackalloc char[ProbeAddress.MaxTextLength];
        present.TryFormat(text, out int length, default, null);
        Key(present.IsIPv4 ? key : key6);
        CefText.WriteValue(output, text[..length]);
        if (!present.IsIPv4)
            Label(key6, label6);
    }

    /// <summary>Writes a key; what the caller writes next is its value, escaped.</summary>
    public void Key(scoped ReadOnlySpan<byte> key)
    {
        if (_hasAny)
            output.Write(" "u8);
        _hasAny = true;
        output.Write(key);
        output.Write("="u8);
    }

    private void Label(scoped ReadOnlySpan<byte> key, scoped ReadOnlySpan<byte> label)
    {
        output.Write(" "u8);
        output.Write(key);
        output.Write("Label="u8);
        output.Write(label);
    }
}
