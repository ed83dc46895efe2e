using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Live;

/// <summary>Told of each event of a collector with its tags, on the thread that reads the stream.</summary>
public interface IProbeEventSink
{
    /// <summary>
    /// An event. Called from several threads at once, one call at a time for each lane; until it returns, its lane reads nothing
    /// more, so a slow sink slows the senders down and loses nothing of theirs where the transport can wait. Must not throw.
    /// </summary>
    /// <param name="probe">The event, good during the call only.</param>
    /// <param name="tags">Its tags in the order of the rules; empty for none.</param>
    void OnEvent(in ProbeEvent probe, TagSet tags);
}
