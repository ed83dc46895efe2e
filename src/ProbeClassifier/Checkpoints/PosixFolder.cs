using System;
using System.IO;
using System.Runtime.InteropServices;

namespace ProbeClassifier.Checkpoints;

/// <summary>What Linux does for folders and .NET does not: it says that their entries are on disk (fsync(2)). Nothing elsewhere.</summary>
internal static partial class PosixFolder
{
    /// <summary>Returns when the names in a folder are on disk.</summary>
    /// <exception cref="IOException">The disk failed. A file system that cannot do it is not an error.</exception>
    public static void Flush(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return;
        const int CloseOnExec = 0x80000;
        int descriptor = Open(folder, CloseOnExec);
        if (descriptor < 0)
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        int result = Flush(descriptor);
        int error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        const int InvalidArgument = 22;
        if (result != 0 && error != InvalidArgument)
            throw new IOException(Marshal.GetPInvokeErrorMessage(error));
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
