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
        foreach (string word in NonLetters().Split(prefix).Select(w => w.ToUpperInvariant()).Reverse())
        {
            if (Blocking.Contains(word))
                return ProbeAction.Blocked;
            if (Allowing.Contains(word))
                return ProbeAction.Allowed;
        }

        // Ubiquiti's rule labels, perhaps with a description behind: [WAN_LOCAL-default-D]DESCR="…".
        return Label().Match(prefix).Groups["action"].Value switch
        {
            "A" => ProbeAction.Allowed,
            "D" or "R" => ProbeAction.Blocked,
            _ => ProbeAction.Other,
        };
    }

    [GeneratedRegex("[^A-Za-z]+")]
    private static partial Regex NonLetters();

    [GeneratedRegex(@"-(?<action>[ADR])\][^\]]*$")]
    private static partial Regex Label();
}
