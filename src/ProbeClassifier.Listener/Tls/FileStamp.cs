using System;
using System.IO;

namespace ProbeClassifier.Listener.Tls;

/// <summary>What changes when a file is written: its time of writing and its length; both zero when there is none.</summary>
internal readonly record struct FileStamp(long WriteTicks, long Length)
{
    public static FileStamp Of(string path)
    {
        try
        {
            FileInfo file = new(path);

            // What a link leads to is what is read, and is what changes.
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            return file.Exists ? new FileStamp(file.LastWriteTimeUtc.Ticks, file.Length) : default;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}
