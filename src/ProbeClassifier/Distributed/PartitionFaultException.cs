using System;

namespace ProbeClassifier.Distributed;

/// <summary>A log, a store or a publisher that does not do what it is asked; the message says what and what to do.</summary>
public sealed class PartitionFaultException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What failed, and what to do.</param>
    /// <param name="isTransient">Whether it is worth trying again: an engine that is down. Else the partition is given up.</param>
    /// <param name="inner">What lies behind it.</param>
    public PartitionFaultException(string message, bool isTransient, Exception? inner = null)
        : base(message, inner) => IsTransient = isTransient;

    /// <summary>Whether it is worth trying again.</summary>
    public bool IsTransient { get; }
}
