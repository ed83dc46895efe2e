using System;

namespace ProbeClassifier.Parsing;

/// <summary>How lines are read. Immutable; share it freely.</summary>
public sealed record ProbeParserOptions
{
    /// <summary>64 KiB: see <see cref="MaxFrameBytes"/>.</summary>
    public const int DefaultMaxFrameBytes = 65_536;

    /// <summary>
    /// The longest line read whole, in bytes. A longer one is cut there, counted as oversize, and reading resumes after its
    /// end. Default 65,536; from 480 (the least RFC 5424 lets a receiver take) to 16,777,216.
    /// </summary>
    public int MaxFrameBytes { get; init; } = DefaultMaxFrameBytes;

    /// <summary>
    /// The year of stamps that have none. Default null: the year nearest to <see cref="ReferenceTime"/>. From 1970 to 2105.
    /// </summary>
    public int? Year { get; init; }

    /// <summary>The zone of stamps that have none. Default UTC.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>
    /// What stamps without a year are near to: for a file, its last write. Default null: <see cref="TimeProvider"/>'s now at
    /// the start of the parse.
    /// </summary>
    public DateTimeOffset? ReferenceTime { get; init; }

    /// <summary>The clock behind a null <see cref="ReferenceTime"/>. Default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
