using System;

namespace ProbeClassifier.Tests.Support;

/// <summary>A clock that stands until it is told the time.</summary>
internal sealed class ManualTime(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
