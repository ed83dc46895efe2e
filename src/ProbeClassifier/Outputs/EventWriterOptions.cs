using System;
using System.Collections.Generic;
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
    /// The fields that are written, by the dotted names of docs/outputs.md; the name of what stands above some means all of them. Null, the
    /// default, for all. An event that has none of them is still a line, <c>{}</c>. Not for <see cref="EventFormat.Cef"/>.
    /// </summary>
    public IReadOnlyList<string>? Fields { get; init; }

    /// <summary>
    /// What time it is, for events whose line bears no usable time where a format demands one. Default the system's clock.
    /// </summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
