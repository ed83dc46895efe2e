using System.Collections.Generic;
using System.Text;

namespace ProbeClassifier.Text;

/// <summary>
/// Breaks text into lines of at most so many columns: at spaces, and next to wide characters (Japanese has no spaces) unless
/// a closing mark would begin a line or an opening one end it. A word longer than a line is broken where it must.
/// </summary>
internal static class TextWrap
{
    private const string NeverFirst = "、。，．・：；？！）」』】〕〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々,.:;?!)]}%";
    private const string NeverLast = "（「『【〔〈《([{";

    /// <summary>The lines, without line ends; none for an empty text.</summary>
    /// <param name="text">Text without line breaks and control characters.</param>
    /// <param name="columns">At least 2.</param>
    public static List<string> Lines(string text, int columns)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        int width = 0;
        foreach (string piece in Pieces(text))
        {
            string visible = piece.TrimEnd(' ');
            int pieceWidth = DisplayWidth.Of(visible);
            if (width > 0 && width + pieceWidth > columns)
                Flush();

            foreach (Rune rune in (pieceWidth > columns ? piece : visible).EnumerateRunes())
            {
                int runeWidth = DisplayWidth.Of(rune);
                if (width + runeWidth > columns)
                    Flush();

                line.Append(rune.ToString());
                width += runeWidth;
            }

            int spaces = pieceWidth > columns ? 0 : piece.Length - visible.Length;
            line.Append(' ', spaces);
            width += spaces;
        }

        Flush();
        return lines;

        void Flush()
        {
            string done = line.ToString().TrimEnd(' ');
            if (done.Length > 0)
                lines.Add(done);

            line.Clear();
            width = 0;
        }
    }

    /// <summary>The shortest pieces that stay together, each with the spaces behind it.</summary>
    private static IEnumerable<string> Pieces(string text)
    {
        int start = 0;
        for (int i = 1; i < text.Length; i++)
        {
            if (char.IsLowSurrogate(text[i]) || !CanBreak(text, i))
                continue;

            yield return text[start..i];
            start = i;
        }

        if (start < text.Length)
            yield return text[start..];
    }

    private static bool CanBreak(string text, int index)
    {
        char before = text[index - 1];
        char after = text[index];
        if (after == ' ' || NeverFirst.Contains(after) || NeverLast.Contains(before))
            return false;

        return before == ' ' || DisplayWidth.IsWide(before) || DisplayWidth.IsWide(after);
    }
}
