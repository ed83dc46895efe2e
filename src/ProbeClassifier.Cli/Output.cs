using System;
using System.IO;
using System.Text;

namespace ProbeClassifier.Cli;

/// <summary>Where results go.</summary>
internal static class Output
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes all at once: to standard output, or to a file that is complete or not there.</summary>
    public static void Write(string? path, Action<TextWriter> write)
    {
        if (path is null)
        {
            using var output = new StreamWriter(Console.OpenStandardOutput(), Utf8, bufferSize: 16 * 1024);
            write(output);
            return;
        }

        string temporary = path + ".partial";
        try
        {
            using (var file = new StreamWriter(temporary, append: false, Utf8))
                write(file);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>EPIPE.</summary>
    public static bool IsBrokenPipe(IOException e) => (e.HResult & 0xFFFF) == 32 || e.Message.Contains("Broken pipe", StringComparison.Ordinal);
}
