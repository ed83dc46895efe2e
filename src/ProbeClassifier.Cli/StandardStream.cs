using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace ProbeClassifier.Cli;

/// <summary>Standard output for bytes.</summary>
internal static class StandardStream
{
    /// <summary>The console's own stream is silent when nobody reads any more, and the work would go on for nobody.</summary>
    public static Stream Output() => OperatingSystem.IsWindows()
        ? Console.OpenStandardOutput()
        : new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
}
