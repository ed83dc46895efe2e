using System;

namespace ProbeClassifier.Rollups;

/// <summary>A snapshot that cannot be used; the message says why.</summary>
public sealed class SnapshotException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What was found and what was expected.</param>
    public SnapshotException(string message)
        : base(message)
    {
    }
}
