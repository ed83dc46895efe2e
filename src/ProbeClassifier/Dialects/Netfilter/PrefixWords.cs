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

    /// <summary>
    /// The letter of UniFi's label decides; else the last word of the prefix that names a verdict; else the rule suffix of EdgeOS and
    /// UniFi. What stands behind <c>DESCR=</c> is a person's description of the rule, and says nothing.
    /// </summary>
    public static ProbeAction ActionOf(ReadOnlySpan<byte> prefix)
    {
        if (Label(prefix) is var labelled and not ProbeAction.Other)
            return labelled;
        int description = prefix.IndexOf("DESCR="u8);
        if (description >= 0)
            prefix = prefix[..description];
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

    /// <summary><c>[LAN_IN-A-2000]</c> at the prefix's start: the name, which has no bracket, the letter, the rule's number.</summary>
    private static ProbeAction Label(ReadOnlySpan<byte> prefix)
    {
        prefix = prefix.TrimStart((byte)' ');
        int close = prefix.IndexOf((byte)']');
        if (close < 0 || prefix[0] != '[')
            return ProbeAction.Other;
        int number = prefix[..close].LastIndexOf((byte)'-') + 1;
        if (number < 5 || number == close || prefix[number - 3] != '-' || prefix[number..close].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return ProbeAction.Other;
        return Letter(prefix[number - 2]);
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
        return Letter(prefix[close - 1]);
    }

    private static ProbeAction Letter(byte letter) => letter switch
    {
        (byte)'A' => ProbeAction.Allowed,
        (byte)'D' or (byte)'R' => ProbeAction.Blocked,
        _ => ProbeAction.Other,
    };
}
