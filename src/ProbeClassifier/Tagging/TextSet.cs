using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Ascii = ProbeClassifier.Text.Ascii;

namespace ProbeClassifier.Tagging;

/// <summary>Texts to compare bytes with, without regard to the case of ASCII letters.</summary>
internal sealed class TextSet(IEnumerable<string> texts)
{
    private readonly byte[][] _texts = [.. texts.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Whether a text is one of them.</summary>
    public bool HoldsWhole(ReadOnlySpan<byte> text)
    {
        foreach (byte[] known in _texts)
        {
            if (Ascii.EqualsIgnoreCase(text, known))
                return true;
        }

        return false;
    }
}
