using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace ProbeClassifier.Cli;

/// <summary>Standard output for bytes.</summary>
internal static class StandardStream
{
    /// <summary>
    /// A stream that says when nobody reads any more: the console's own is silent then, and the work would go on for nobody. But a
    /// <see cref="FileStream"/> does not move the place in a file that other programs write to as well, so a file is left to the console.
    /// </summary>
    public static Stream Output()
    {
        if (OperatingSystem.IsWindows())
            return Console.OpenStandardOutput();
        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }
}
