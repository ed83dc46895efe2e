using System;

namespace ProbeClassifier.Listener;

/// <summary>A listener could not start. The message names the endpoint or the file, says why, and what to do.</summary>
public sealed class ListenerStartException : Exception
{
    /// <summary>With a message for people, and its cause.</summary>
    public ListenerStartException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
