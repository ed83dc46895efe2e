using System;
using System.IO;
using System.Text;

namespace ProbeClassifier.Cli;

/// <summary>
/// Where a result goes: standard output, or a file that is written whole or not at all. Opened before the work, so that a name
/// that cannot be written is told at once. Devices and pipes are written as they are: there is nothing to replace.
/// </summary>
internal sealed class Output : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly StreamWriter _writer;
    private readonly string? _final;
    private string? _temporary;

    private Output(Stream stream, string? final, string? temporary)
    {
        _writer = new StreamWriter(stream, Utf8, bufferSize: 16 * 1024) { NewLine = "\n" };
        _final = final;
        _temporary = temporary;
    }

    public TextWriter Writer => _writer;

    public static Output OpenStandard() => new(Console.OpenStandardOutput(), null, null);

    /// <summary>Standard output for null.</summary>
    /// <param name="path">The file.</param>
    /// <param name="option">The option that named it.</param>
    public static Output Open(string? path, string option = "--output")
    {
        if (path is null)
            return OpenStandard();
        try
        {
            string target = FollowLink(path);
            if (Directory.Exists(target))
                throw new UsageException($"{option} \"{path}\" is a directory; expected a file");
            if (IsSpecial(target))
                return new(new FileStream(target, FileMode.Open, FileAccess.Write), null, null);
            string temporary = $"{target}.{Environment.ProcessId}.partial";
            return new(new FileStream(temporary, FileMode.Create, FileAccess.Write), target, temporary);
        }
        catch (DirectoryNotFoundException)
        {
            throw new UsageException($"{option} \"{path}\" cannot be written: its directory is not there");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{option} \"{path}\" cannot be written: {e.Message}");
        }
    }

    /// <summary>All is written: a file takes its name, when its bytes are on disk. A power cut leaves it whole, or as it was.</summary>
    public void Commit()
    {
        if (_temporary is not null)
        {
            _writer.Flush();
            ((FileStream)_writer.BaseStream).Flush(flushToDisk: true);
        }

        _writer.Dispose();
        if (_temporary is null)
            return;
        File.Move(_temporary, _final!, overwrite: true);
        _temporary = null;
    }

    /// <summary>What was not committed is not there.</summary>
    public void Dispose()
    {
        if (_temporary is null)
            return;
        _writer.Dispose();
        File.Delete(_temporary);
    }

    /// <summary>EPIPE.</summary>
    public static bool IsBrokenPipe(IOException e) => (e.HResult & 0xFFFF) == 32 || e.Message.Contains("Broken pipe", StringComparison.Ordinal);

    /// <summary>A file that is not there is no link: asking for its target would throw.</summary>
    private static string FollowLink(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
    }

    /// <summary>Whether it is there, and no regular file: one that cannot be sought in.</summary>
    private static bool IsSpecial(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length > 0)
            return false;
        string full = Path.GetFullPath(path);
        if (full.StartsWith("/dev/", StringComparison.Ordinal) || full.StartsWith("/proc/", StringComparison.Ordinal))
            return true;
        // An empty file, or a pipe: opened for both, a pipe does not wait for its reader.
        using var probe = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        return !probe.CanSeek;
    }
}
