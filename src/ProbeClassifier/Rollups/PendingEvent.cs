namespace ProbeClassifier.Rollups;

/// <summary>An event that waits to be counted with its batch.</summary>
/// <param name="Source">Its IPv4 source.</param>
/// <param name="Kind">The number of its kind.</param>
/// <param name="Time">UNIX seconds.</param>
/// <param name="Target">What it aims at, for finding scans.</param>
internal readonly record struct PendingEvent(uint Source, int Kind, uint Time, TargetMark Target = default);
