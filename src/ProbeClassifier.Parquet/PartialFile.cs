using System;
using System.Globalization;
using System.IO;

namespace ProbeClassifier.Parquet;

/// <summary>A file under another name until it is whole: who looks for the final name finds all of it or nothing.</summary>
internal sealed class PartialFile : IDisposable
{
    private readonly string _partial;
    private bool _isCommitted;

    /// <param name="path">The final name, or what it is made of.</param>
    public PartialFile(string path)
    {
        _partial = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}.partial");
        Stream = new FileStream(_partial, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete);
    }

    public FileStream Stream { get; }

    /// <summary>Gives it a name that no file has.</summary>
    public void Commit(string path)
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(_partial, path, overwrite: false);
        _isCommitted = true;
    }

    /// <summary>What was not committed is not there.</summary>
    public void Dispose()
    {
        if (_isCommitted)
            return;
        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
            // Its buffer could not be written, which is why it goes.
        }

        File.Delete(_partial);
    }
}
