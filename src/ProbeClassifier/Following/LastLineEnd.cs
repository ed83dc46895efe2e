using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace ProbeClassifier.Following;

/// <summary>Where to begin in a log that is followed from its end: behind its last whole line.</summary>
internal static class LastLineEnd
{
    /// <summary>The place, and whether it is inside a line over the limit, which is then passed over.</summary>
    public static (long Position, bool InOversizeLine) In(SafeFileHandle file, long length, int maxFrameBytes)
    {
        Span<byte> buffer = stackalloc byte[4096];
        for (long end = length; end > 0;)
        {
            int count = (int)Math.Min(buffer.Length, end);
            if (!Fingerprint.TryRead(file, end - count, buffer[..count]))
                throw new IOException("it became shorter while it was opened");
            int lineFeed = buffer[..count].LastIndexOf((byte)'\n');
            if (lineFeed >= 0)
                return (end - count + lineFeed + 1, false);
            end -= count;
            if (length - end > maxFrameBytes)
                return (length, true);
        }

        return (0, false);
    }
}
