using System;

namespace ProbeClassifier.Listener.Framing;

/// <summary>What some senders put at the end of a message whose length is known anyway.</summary>
internal static class FrameEnd
{
    /// <summary>Without a last LF or NUL. A CR before it is the parser's to take off.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> frame) =>
        frame.Length > 0 && frame[^1] is (byte)'\n' or 0 ? frame[..^1] : frame;
}
