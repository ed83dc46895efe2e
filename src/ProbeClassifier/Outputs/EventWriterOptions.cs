using System;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Outputs;

/// <summary>What an <see cref="EventWriter"/> needs to know. Immutable.</summary>
public sealed record EventWriterOptions
{
    /// <summary>The rules that the tags are of: their name, titles, references. Default <see cref="RuleSet.Default"/>.</summary>
    public RuleSet Rules { get; init; } = RuleSet.Default;

    /// <summary>Whether the line itself is written too, whole. Default false. <see cref="EventFormat.Ndjson"/> has no field for it.</summary>
    public bool Original { get; init; }

    /// <summary>
    /// What time it is, for events whose line bears no usable time where a format demands one. Default the system's clock.
    /// </summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
