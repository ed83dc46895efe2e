using System.Collections.Generic;
using System.IO;
using System.Text;
using ProbeClassifier.Text;

namespace ProbeClassifier.Reports;

/// <summary>How a line is set off when colour codes are asked for.</summary>
internal enum TextTone
{
    Plain,
    Strong,
    Faint,
}

/// <summary>How a text report is laid out.</summary>
/// <param name="Width">Columns a line may take, East Asian wide characters counting 2; at least 60: an IPv6 address and its figures.</param>
/// <param name="Color">Whether headings and remarks carry terminal codes (bold and faint); the words are the same either way.</param>
internal sealed record TextLayout(int Width = 80, bool Color = false);

/// <summary>
/// Lines on a page of a given width. Text that comes in has no line breaks and no control characters; what anybody else chose
/// has been through <see cref="TerminalText"/>. No line is wider than the page, and none ends in a space.
/// </summary>
internal sealed class TextPage(TextWriter writer, TextLayout layout)
{
    public int Width => layout.Width;

    public void Blank() => writer.Write('\n');

    public void Line(string text, TextTone tone = TextTone.Plain)
    {
        string visible = text.TrimEnd(' ');
        if (layout.Color && tone != TextTone.Plain)
            visible = (tone == TextTone.Strong ? "\u001b[1m" : "\u001b[2m") + visible + "\u001b[0m";

        writer.Write(visible);
        writer.Write('\n');
    }

    public void Heading(string text)
    {
        Blank();
        Wrapped(text, 0, TextTone.Strong);
    }

    public void Wrapped(string text, int indent, TextTone tone = TextTone.Plain)
    {
        foreach (string line in TextWrap.Lines(text, Width - indent))
            Line(new string(' ', indent) + line, tone);
    }

    /// <summary>Items side by side, as many as fit a line; <paramref name="lead"/> stands before the first line.</summary>
    public void Items(IReadOnlyList<string> items, int indent, string lead = "", TextTone tone = TextTone.Plain)
    {
        const int Gap = 3;
        var line = new StringBuilder(Pad(lead, indent));
        int width = indent;
        foreach (string item in items)
        {
            int itemWidth = DisplayWidth.Of(item);
            if (width > indent && width + Gap + itemWidth > Width)
                Flush();

            if (width > indent)
            {
                line.Append(' ', Gap);
                width += Gap;
            }

            List<string> pieces = TextWrap.Lines(item, Width - indent);
            for (int i = 0; i < pieces.Count; i++)
            {
                if (i > 0)
                    Flush();

                line.Append(pieces[i]);
                width += DisplayWidth.Of(pieces[i]);
            }
        }

        Flush();

        void Flush()
        {
            Line(line.ToString(), tone);
            line.Clear().Append(' ', indent);
            width = indent;
        }
    }

    /// <summary>The text with spaces behind it up to so many columns.</summary>
    public static string Pad(string text, int columns)
    {
        int missing = columns - DisplayWidth.Of(text);
        return missing > 0 ? text + new string(' ', missing) : text;
    }

    /// <summary>The text with spaces before it up to so many columns.</summary>
    public static string PadLeft(string text, int columns)
    {
        int missing = columns - DisplayWidth.Of(text);
        return missing > 0 ? new string(' ', missing) + text : text;
    }
}
