using System;
using Microsoft.Extensions.Logging;

namespace ProbeClassifier.Hosting;

/// <summary>What a host logs, with event ids; the notices of a listener have 100 and their own number.</summary>
internal static partial class HostLog
{
    [LoggerMessage(1, LogLevel.Information, "Tagging by {Rules} ({Count} rules)")]
    public static partial void Started(ILogger logger, string rules, int count);

    [LoggerMessage(2, LogLevel.Information, "Stopped: {Lines} lines, {Events} events in the windows that were open")]
    public static partial void Stopped(ILogger logger, long lines, long events);

    [LoggerMessage(3, LogLevel.Error, "Report sink {Sink} failed; a closed window comes again next time")]
    public static partial void SinkFailed(ILogger logger, string sink, Exception exception);

    [LoggerMessage(4, LogLevel.Error, "Report sink {Sink} has not taken the window of {Start} for too long; it is lost to it")]
    public static partial void WindowDropped(ILogger logger, string sink, DateTimeOffset? start);

    [LoggerMessage(5, LogLevel.Warning, "Checkpoint {Path}: {Warning}")]
    public static partial void PreviousCheckpoint(ILogger logger, string path, string warning);

    [LoggerMessage(6, LogLevel.Error, "Checkpoint {Path} cannot be written; the one before stays, and it is tried again")]
    public static partial void CheckpointFailed(ILogger logger, string path, Exception exception);

    [LoggerMessage(7, LogLevel.Error, "Report sink {Sink} had not taken its last reports when the host waited no longer; with a checkpoint they come after the next start")]
    public static partial void SinkUnfinished(ILogger logger, string sink);
}
