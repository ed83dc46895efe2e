using System;
using System.Collections.Generic;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Reports;

/// <summary>What one line means, and why: its fields and the rule that tagged it, or the reason it was not understood. Immutable.</summary>
public sealed record LineExplanation
{
    /// <summary>The event; null when the line is none.</summary>
    public ProbeEventRecord? Event { get; init; }

    /// <summary>When the line was written, in UTC; null when it bears no usable time.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The envelope's host, bytes as they are; empty when there is none. Hostile text.</summary>
    public ReadOnlyMemory<byte> Host { get; init; }

    /// <summary>The envelope's app-name, bytes as they are; empty when there is none. Hostile text.</summary>
    public ReadOnlyMemory<byte> AppName { get; init; }

    /// <summary>The tags, in the order of the rules.</summary>
    public IReadOnlyList<ProbeTag> Tags { get; init; } = [];

    /// <summary>The rule that gave the first tag: the rule set that it was written in, <c>#</c> and its number there from 1; null without tags.</summary>
    public string? Rule { get; init; }

    /// <summary>The conditions of that rule, all of which the event meets, in the words of a rule file: the evidence; null without tags.</summary>
    public string? Conditions { get; init; }

    /// <summary>
    /// Why the line is no event: a reason of <see cref="UnparsedReason"/>, <c>untrusted</c> (the words of a packet filter from
    /// somebody else), <c>repeat</c>, or <c>unknown</c>; null when it is one.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>Where in the line the reason lies, in bytes from 0.</summary>
    public int Offset { get; init; }

    /// <summary>For a repeat line, how many further events it stands for; otherwise 0.</summary>
    public uint Times { get; init; }
}
