using System;
using System.IO;

namespace ProbeClassifier.Cli;

/// <summary>Standard error. It may be a file on a disk that is full: what cannot be said there is no reason to end, or to end otherwise.</summary>
internal static class StandardError
{
    public static void Write(string text)
    {
        try
        {
            Console.Error.Write(text);
        }
        catch (IOException)
        {
            // There is nowhere else to say it; the exit code tells how the run ended.
        }
    }

    public static void WriteLine(string line) => Write(line + Environment.NewLine);
}
