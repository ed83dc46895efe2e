using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Host;

/// <summary>Checkers of files: Tripwire counts, AIDE names. A check that found nothing is other text.</summary>
internal static class FileIntegrityDialect
{
    /// <summary>Reads a message; see docs/dialects.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields)
    {
        int at = start;
        bool isComplete = Phrase.Skip(frame, ref at, "Integrity Check Complete: "u8);
        bool isReport = Phrase.Find(frame, start, "Maximum severity level"u8) >= 0;
        if (isComplete || isReport)
        {
            int counts = Math.Max(at, Phrase.Find(frame, at, "TWReport "u8));
            return HasCount(frame[counts..], out bool isAny) ? Peer.Local(ProbeActivity.FileChanged, ref fields)
                : isAny ? DialectOutcome.NotMine
                : Peer.Cut(frame);
        }

        Phrase.Skip(frame, ref at, "AIDE "u8);
        ReadOnlySpan<byte> text = frame[at..];
        return text.StartsWith("found differences between database and filesystem"u8) || text.StartsWith("changed: /"u8)
            || text.StartsWith("added: /"u8) || text.StartsWith("removed: /"u8)
            ? Peer.Local(ProbeActivity.FileChanged, ref fields)
            : DialectOutcome.NotMine;
    }

    /// <summary>Whether a count of violations, or of files added, removed or changed, is not zero; and whether there is any count.</summary>
    private static bool HasCount(ReadOnlySpan<byte> text, out bool isAny)
    {
        isAny = false;
        int at = 0;
        while (at < text.Length)
        {
            int end = Ascii.TokenEnd(text, at);
            ReadOnlySpan<byte> token = text[at..end];
            int colon = token.IndexOf((byte)':');
            if (colon > 0 && IsCounted(token[..colon]))
            {
                // "V:91" or "Added: 1".
                int digits = colon + 1 == token.Length ? end + 1 : at + colon + 1;
                if (digits < text.Length && Ascii.TryReadNumber(text, ref digits, uint.MaxValue, out uint count))
                {
                    isAny = true;
                    if (count > 0)
                        return true;
                }
            }

            at = end + 1;
        }

        return false;
    }

    private static bool IsCounted(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("V"u8) || key.SequenceEqual("A"u8) || key.SequenceEqual("R"u8) || key.SequenceEqual("C"u8)
        || key.SequenceEqual("Violations"u8) || key.SequenceEqual("Added"u8) || key.SequenceEqual("Removed"u8) || key.SequenceEqual("Changed"u8);
}
