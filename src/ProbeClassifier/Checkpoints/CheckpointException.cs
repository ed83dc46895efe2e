using System;

namespace ProbeClassifier.Checkpoints;

/// <summary>A checkpoint that cannot be used; the message says why, and what to do.</summary>
public sealed class CheckpointException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What was found, what was expected, what to do.</param>
    public CheckpointException(string message)
        : base(message)
    {
    }
}
