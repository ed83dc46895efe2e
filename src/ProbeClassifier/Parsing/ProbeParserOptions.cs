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

    /// <summary>480: the least that RFC 5424 §6.1 lets a receiver take.</summary>
    public const int MinFrameBytes = 480;

    /// <summary>16 MiB.</summary>
    public const int LargestFrameBytes = 16_777_216;

    internal static void Validate(ProbeParserOptions options)
    {
        if (options.MaxFrameBytes is < MinFrameBytes or > LargestFrameBytes)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options),
                options.MaxFrameBytes,
                $"{nameof(MaxFrameBytes)} must be from {MinFrameBytes} to {LargestFrameBytes}");
        }

        if (options.Year is < 1970 or > 2105)
            throw new ArgumentOutOfRangeException(nameof(options), options.Year, $"{nameof(Year)} must be from 1970 to 2105");
    }
}
