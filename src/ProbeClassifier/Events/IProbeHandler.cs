using System;

namespace ProbeClassifier.Events;

/// <summary>
/// What the parser calls for the frames it reads. Implement it on a struct and pass it by reference: calls are then direct.
/// Every frame is in exactly one call, in the order of the input; a repeat line is an other frame that follows its event.
/// Spans are good during the call only. Called on the thread that runs the parser; an exception stops the parse and reaches
/// the caller.
/// </summary>
public interface IProbeHandler
{
    /// <summary>
    /// A frame that a dialect understood. With <see cref="ProbeEvent.IsRepeat"/>, not a frame of its own: N further events of
    /// an earlier frame; the line that said so comes as an other frame.
    /// </summary>
    /// <param name="probe">The event.</param>
    void OnEvent(in ProbeEvent probe);

    /// <summary>One or more consecutive frames that are not events.</summary>
    /// <param name="frames">Their bytes with the line ends between them, and perhaps the last one's.</param>
    /// <param name="count">How many frames; at least 1.</param>
    void OnOther(ReadOnlySpan<byte> frames, int count);

    /// <summary>A frame that a dialect recognised and could not understand.</summary>
    /// <param name="frame">The bytes of the line without its line end.</param>
    /// <param name="reason">Why.</param>
    /// <param name="offset">Where in the frame, in bytes from 0.</param>
    void OnUnparsed(ReadOnlySpan<byte> frame, UnparsedReason reason, int offset);

    /// <summary>
    /// A frame longer than the limit, of which only the first bytes were read: comes before the call that delivers those bytes.
    /// </summary>
    /// <param name="keptBytes">How many bytes were kept.</param>
    void OnOversize(int keptBytes);

    /// <summary>
    /// A "last message repeated" line whose host has no line before it within reach (docs/limits.md): comes before the call that
    /// delivers the line itself as other.
    /// </summary>
    /// <param name="times">The N of the line.</param>
    void OnUnresolvedRepeat(uint times);
}
