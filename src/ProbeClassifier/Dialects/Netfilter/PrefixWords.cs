using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Dialects.Netfilter;

/// <summary>
/// What the administrator's log prefix says of the packet's fate. LOG itself does not know it: the word is convention, so
/// only whole words count, whatever stands between them.
/// </summary>
internal static class PrefixWords
{
    private const int LongestWord = 9;

    /// <summary>The last word of the prefix that names a verdict decides; else the rule suffix of EdgeOS and UniFi.</summary>
    public static ProbeAction ActionOf(ReadOnlySpan<byte> prefix)
    {
        ProbeAction action = ProbeAction.Other;
        int start = -1;
        Span<byte> word = stackalloc byte[LongestWord];
        for (int i = 0; i <= prefix.Length; i++)
        {
            bool letter = i < prefix.Length && (uint)((prefix[i] | 0x20) - 'a') < 26;
            if (letter && start < 0)
            {
                start = i;
            }
            else if (!letter && start >= 0)
            {
                int length = i - start;
                if (length is >= 4 and <= LongestWord)
                {
                    for (int k = 0; k < length; k++)
                        word[k] = (byte)(prefix[start + k] | 0x20);
                    ProbeAction named = Verdict(word[..length]);
                    if (named != ProbeAction.Other)
                        action = named;
                }

                start = -1;
            }
        }

        return action != ProbeAction.Other ? action : RuleSuffix(prefix);
    }

    private static ProbeAction Verdict(ReadOnlySpan<byte> word)
    {
        if (word.SequenceEqual("drop"u8) || word.SequenceEqual("dropped"u8) || word.SequenceEqual("deny"u8)
            || word.SequenceEqual("denied"u8) || word.SequenceEqual("reject"u8) || word.SequenceEqual("rejected"u8)
            || word.SequenceEqual("block"u8) || word.SequenceEqual("blocked"u8))
        {
            return ProbeAction.Blocked;
        }

        return word.SequenceEqual("accept"u8) || word.SequenceEqual("accepted"u8) || word.SequenceEqual("allow"u8)
            || word.SequenceEqual("allowed"u8) || word.SequenceEqual("pass"u8) || word.SequenceEqual("passed"u8)
            || word.SequenceEqual("permit"u8) || word.SequenceEqual("permitted"u8)
            ? ProbeAction.Allowed
            : ProbeAction.Other;
    }

    /// <summary><c>[WAN_LOCAL-default-D]</c>: A accept, D drop, R reject, before the bracket that closes the rule's name.</summary>
    private static ProbeAction RuleSuffix(ReadOnlySpan<byte> prefix)
    {
        int close = prefix.LastIndexOf((byte)']');
        if (close < 2 || prefix[close - 2] != '-')
            return ProbeAction.Other;
        return prefix[close - 1] switch
        {
            (byte)'A' => ProbeAction.Allowed,
            (byte)'D' or (byte)'R' => ProbeAction.Blocked,
            _ => ProbeAction.Other,
        };
    }
}
