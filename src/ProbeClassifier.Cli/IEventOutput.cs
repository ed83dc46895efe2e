using System;
using System.IO;
using ProbeClassifier.Live;

namespace ProbeClassifier.Cli;

/// <summary>Where <c>tag</c> writes events.</summary>
internal interface IEventOutput : IProbeEventSink, IDisposable
{
    /// <summary>Why writing failed; null while it works.</summary>
    IOException? Failure { get; }

    /// <summary>Events that were not written, by that failure.</summary>
    long Lost { get; }

    /// <summary>Shows what is known by now, where that can be.</summary>
    void Flush();

    /// <summary>All is read: writes the rest. See <see cref="Failure"/> afterwards.</summary>
    void Finish();
}
