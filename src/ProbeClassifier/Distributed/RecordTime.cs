using System;

namespace ProbeClassifier.Distributed;

/// <summary>
/// The clock of a record's events: when the log took the record. An event whose line bears no time is written with this one where its
/// format demands a time, so that it has the same bytes whoever writes it, and whenever.
/// </summary>
internal sealed class RecordTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

    public override DateTimeOffset GetUtcNow() => Now;
}
