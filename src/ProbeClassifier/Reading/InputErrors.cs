using System;
using System.IO;

namespace ProbeClassifier.Reading;

/// <summary>What went wrong with an input, and what to do.</summary>
internal static class InputErrors
{
    public const string CutShort = "the compressed data ends early or has other bytes behind it; what could be read is counted. Fetch the file again";

    public const string IsDirectory = "is a directory; name the files in it, or let InputPaths list them";

    /// <summary>False for an exception that says nothing of an input.</summary>
    public static bool TryDescribe(Exception exception, out string message)
    {
        message = exception switch
        {
            FileNotFoundException or DirectoryNotFoundException => "no such file; check the name",
            UnauthorizedAccessException => "no permission to read it; run as a user who may, or copy it",
            InvalidDataException => "the compressed data is damaged; what came before is counted. Fetch the file again",
            IOException => $"cannot be read: {exception.Message}",
            _ => string.Empty,
        };
        return message.Length > 0;
    }
}
