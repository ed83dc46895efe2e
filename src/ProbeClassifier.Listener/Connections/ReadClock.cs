using System;
using System.Threading;

namespace ProbeClassifier.Listener.Connections;

/// <summary>
/// How long a peer has kept us waiting. Only time in which we wait for its bytes counts: that we are slow is none of its fault. One thread
/// reads and tells; any may ask.
/// </summary>
internal sealed class ReadClock(TimeProvider timeProvider)
{
    private long _waitingSince = timeProvider.GetTimestamp();
    private long _frameSince;
    private long _workSince;

    /// <summary>Bytes came; from now on the time is ours.</summary>
    public void Received()
    {
        Volatile.Write(ref _waitingSince, 0);
        _workSince = timeProvider.GetTimestamp();
    }

    /// <summary>The bytes are done with, and we wait for more.</summary>
    /// <param name="isInsideMessage">Whether a message has begun.</param>
    /// <param name="isSameMessage">Whether it is the one that had begun before these bytes.</param>
    public void Waiting(bool isInsideMessage, bool isSameMessage)
    {
        long now = timeProvider.GetTimestamp();
        long frameSince = 0;
        if (isInsideMessage)
            frameSince = isSameMessage && _frameSince != 0 ? _frameSince + (now - _workSince) : now;
        Volatile.Write(ref _frameSince, frameSince);
        Volatile.Write(ref _waitingSince, now);
    }

    /// <summary>How long we have waited for a byte, or since <paramref name="notBefore"/> if that is later; zero while we work.</summary>
    public TimeSpan Waited(long notBefore = 0)
    {
        long since = Volatile.Read(ref _waitingSince);
        return since == 0 ? TimeSpan.Zero : timeProvider.GetElapsedTime(Math.Max(since, notBefore));
    }

    /// <summary>How long the message that has begun has kept us waiting; null when none has, zero while we work.</summary>
    public TimeSpan? WaitedForFrame()
    {
        long waiting = Volatile.Read(ref _waitingSince);
        long frame = Volatile.Read(ref _frameSince);
        return waiting == 0 ? TimeSpan.Zero : frame == 0 ? null : timeProvider.GetElapsedTime(frame);
    }
}
