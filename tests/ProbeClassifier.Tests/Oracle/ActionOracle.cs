using System;
using System.Linq;
using System.Text.RegularExpressions;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tests.Oracle;

/// <summary>The action that an administrator's prefix names.</summary>
internal static partial class ActionOracle
{
    private static readonly string[] Blocking = ["DROP", "DROPPED", "DENY", "DENIED", "REJECT", "REJECTED", "BLOCK", "BLOCKED"];
    private static readonly string[] Allowing = ["ACCEPT", "ACCEPTED", "ALLOW", "ALLOWED", "PASS", "PASSED", "PERMIT", "PERMITTED"];

    public static ProbeAction OfPrefix(string prefix)
    {
        if (NumberedLabel().Match(prefix) is { Success: true } numbered)
            return OfLetter(numbered);

        // The description is free text, and the last thing before the packet.
        prefix = prefix.Split("DESCR=")[0];
        foreach (string word in NonLetters().Split(prefix).Select(w => w.ToUpperInvariant()).Reverse())
        {
            if (Blocking.Contains(word))
                return ProbeAction.Blocked;
            if (Allowing.Contains(word))
                return ProbeAction.Allowed;
        }

        // Ubiquiti's rule labels, perhaps with a description behind: [WAN_LOCAL-default-D]DESCR="…".
        return OfLetter(Label().Match(prefix));
    }

    private static ProbeAction OfLetter(Match label) => label.Groups["action"].Value switch
    {
        "A" => ProbeAction.Allowed,
        "D" or "R" => ProbeAction.Blocked,
        _ => ProbeAction.Other,
    };

    /// <summary>UniFi OS: <c>[LAN_IN-A-2000]</c>.</summary>
    [GeneratedRegex(@"^ *\[[^\]]+-(?<action>[ADR])-[0-9]+\]")]
    private static partial Regex NumberedLabel();

    [GeneratedRegex("[^A-Za-z]+")]
    private static partial Regex NonLetters();

    [GeneratedRegex(@"-(?<action>[ADR])\][^\]]*$")]
    private static partial Regex Label();
}
