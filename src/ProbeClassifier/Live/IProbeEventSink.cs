using System.Threading;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Live;

/// <summary>Told of each event of a collector with its tags, on the thread that reads the stream.</summary>
public interface IProbeEventSink
{
    /// <summary>
    /// Whether more events are wanted now. False makes the readers call <see cref="WaitForRoom"/> before they read on. Asked before
    /// each block, with the lane locked: must not wait. Default: always.
    /// </summary>
    bool HasRoom => true;

    /// <summary>
    /// An event. Called from several threads at once, one call at a time for each lane; until it returns, its lane reads nothing
    /// more and is in no report or checkpoint. So a sink that may have to wait for long does it in <see cref="WaitForRoom"/>. Must not
    /// throw.
    /// </summary>
    /// <param name="probe">The event, good during the call only.</param>
    /// <param name="tags">Its tags in the order of the rules; empty for none.</param>
    void OnEvent(in ProbeEvent probe, TagSet tags);

    /// <summary>
    /// Waits until there is room. Called by readers before each block, with nothing locked: this slows the senders down, and loses
    /// nothing of theirs where the transport can wait, while reports and checkpoints go on. Must not throw. Default: does not wait.
    /// </summary>
    /// <param name="patience">Cancelled when the reader can wait no longer: it hands its events over all the same.</param>
    void WaitForRoom(CancellationToken patience)
    {
    }
}
