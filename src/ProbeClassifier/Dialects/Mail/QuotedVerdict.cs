using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Dialects.Mail;

/// <summary>A mail server's reason for a rejection may be a sentence of a sender check or a virus scanner that it asked.</summary>
internal static class QuotedVerdict
{
    /// <summary>What the sentence says happened; of malware, <paramref name="reason"/> becomes its name.</summary>
    public static ProbeActivity ActivityOf(ReadOnlySpan<byte> frame, ref ByteRange reason)
    {
        if (IsSenderCheck(reason.Of(frame)))
            return ProbeActivity.SenderCheckFailed;
        if (!TryFindMalware(frame, reason, out ByteRange name))
            return ProbeActivity.None;
        reason = name;
        return ProbeActivity.Malware;
    }

    /// <summary>Whether the sentence says that SPF, DKIM or DMARC failed.</summary>
    private static bool IsSenderCheck(ReadOnlySpan<byte> text)
    {
        bool fails = Has(text, "fail"u8) || Has(text, "Fail"u8) || Has(text, "FAIL"u8);
        if (Has(text, "DMARC"u8) && (fails || Has(text, "policy"u8)))
            return true;
        if (Has(text, "SPF"u8) && (fails || Has(text, "not authorized"u8) || Has(text, "not allowed"u8)))
            return true;
        if (Has(text, "DKIM"u8) && (fails || Has(text, "bad signature"u8) || Has(text, "No passing"u8)))
            return true;

        // The page to which SPF policies have sent those whom they refuse.
        return Has(text, "openspf."u8) && Has(text, "/Why"u8);
    }

    /// <summary>Finds the name of a virus in the sentence.</summary>
    /// <param name="frame">The line.</param>
    /// <param name="reason">The sentence.</param>
    /// <param name="name">The virus's name, bytes of the frame.</param>
    private static bool TryFindMalware(ReadOnlySpan<byte> frame, ByteRange reason, out ByteRange name)
    {
        ReadOnlySpan<byte> text = reason.Of(frame);
        name = default;
        int at = Behind(text, "infected by "u8);
        if (at < 0)
            at = Behind(text, "nfected with "u8);
        if (at < 0)
            at = Behind(text, "irus "u8);
        if (at < 0)
            at = Behind(text, "malware "u8);
        if (at < 0)
            at = Behind(text, "INFECTED: "u8);
        if (at < 0 || at == text.Length)
            return false;
        bool isInParentheses = text[at] == '(';
        if (isInParentheses)
            at++;
        int length = isInParentheses ? text[at..].IndexOf((byte)')') : text[at..].IndexOfAny(" ,;"u8);
        if (length < 0)
            length = text.Length - at;

        // "a virus was found" names none: a name follows in parentheses, or "detected" follows the name.
        bool isNamed = isInParentheses || text[..at].EndsWith("by "u8) || text[..at].EndsWith("with "u8) || text[..at].EndsWith(": "u8)
            || text[(at + length)..].StartsWith(" detected"u8) || text[(at + length)..].StartsWith(" found"u8);
        name = new ByteRange(reason.Start + at, length);
        return isNamed && length > 0;
    }

    private static bool Has(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => text.IndexOf(word) >= 0;

    private static int Behind(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word)
    {
        int at = text.IndexOf(word);
        return at < 0 ? -1 : at + word.Length;
    }
}
