using System;
using System.Globalization;
using ProbeClassifier.Events;

namespace ProbeClassifier.Outputs;

/// <summary>Generator, signature and revision of an IDS as one word: <c>1:1226:4</c>.</summary>
internal static class SignatureText
{
    /// <summary>Three numbers of at most ten digits, two colons.</summary>
    public const int Longest = 32;

    public static int Write(ProbeSignature signature, Span<byte> text)
    {
        // An interpolated string would box the numbers until the runtime has optimised it.
        signature.Generator.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        text[length++] = (byte)':';
        signature.Number.TryFormat(text[length..], out int number, default, CultureInfo.InvariantCulture);
        length += number;
        text[length++] = (byte)':';
        signature.Revision.TryFormat(text[length..], out int revision, default, CultureInfo.InvariantCulture);
        return length + revision;
    }
}
