using System;
using System.Collections.Generic;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tagging;

/// <summary>Compiled rules: immutable, safe to share between threads; classifying allocates nothing.</summary>
public sealed class RuleSet
{
    private readonly ushort[] _tcp = new ushort[65_536];
    private readonly TagSet[] _sets;

    private RuleSet()
    {
        Tags = [new ProbeTag { Id = "tcp/21", Section = ReportSection.Probes, Service = "ftp", References = ["[1]"] }];
        _sets = [TagSet.Empty, new TagSet(1, [Tags[0]])];
        _tcp[21] = 1;
    }

    /// <summary>The list of the JPCERT/CC activity report of April–June 2000.</summary>
    public static RuleSet Default { get; } = new();

    /// <summary>Its name, <c>jpcert-2000-q2</c> for the default.</summary>
    public string Name { get; } = "jpcert-2000-q2";

    /// <summary>Every tag a rule gives, in the order of the rules.</summary>
    public IReadOnlyList<ProbeTag> Tags { get; }

    /// <summary>A hash of all that decides what an event is tagged: equal for equal rules, whatever the machine.</summary>
    public ulong Hash { get; } = 1;

    /// <summary>
    /// The tags of an event, as the id of a tag set in this rule set: 0 for none, at most 65,535; look it up with
    /// <see cref="GetTagSet"/>. Ids are this process's own: write tag ids, not these, where they must last.
    /// </summary>
    /// <param name="probe">The event.</param>
    public ushort Classify(in ProbeEvent probe)
    {
        ref readonly EventFields f = ref probe.Fields;
        return (f.Present & PresentFields.DestinationPort) != 0 && f.Transport == Transport.Tcp ? _tcp[f.DestinationPort] : (ushort)0;
    }

    /// <summary>A tag set by its id.</summary>
    /// <param name="id">What <see cref="Classify"/> gave.</param>
    public TagSet GetTagSet(ushort id) => _sets[id];
}
