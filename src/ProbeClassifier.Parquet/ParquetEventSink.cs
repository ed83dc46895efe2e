using System;
using System.IO;
using System.Threading;
using ProbeClassifier.Events;
using ProbeClassifier.Live;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Parquet;

/// <summary>
/// Writes events to a Parquet file, or to several of a bounded size. A file is written as <c>NAME.PID.partial</c> and gets its name when it
/// is whole, so none is ever torn; no file is replaced. Thread-safe; a disk that does not take more makes the readers wait.
/// </summary>
public sealed class ParquetEventSink : IProbeEventSink, IDisposable
{
    /// <summary>The least size, in bytes, for files of a bounded size.</summary>
    public const long LeastFileBytes = 1 << 20;

    private const int GroupsPerFile = 4;

    /// <summary>About what the end of a file says of each column of a group, and the headers of its pages.</summary>
    private const int BytesPerColumnChunk = 400;

    private readonly string _path;
    private readonly ParquetEventOptions _options;
    private readonly long _most;
    private readonly bool _onlyTagged;
    private readonly NumberedFiles _full;
    private readonly Lock _gate = new();
    private PartialFile _file;
    private ParquetEventWriter _writer;
    private IOException? _failure;
    private long _inFile;
    private bool _isFinished;

    /// <summary>Begins the first file.</summary>
    /// <param name="path">
    /// The file. With a bound it is the last, and those before are <c>events.1.parquet</c>, <c>events.2.parquet</c> … for
    /// <c>events.parquet</c>: the number after the greatest that is there, so that the greatest is the newest; a file that is there already takes
    /// a number too.
    /// </param>
    /// <param name="options">Null for all defaults.</param>
    /// <param name="mostFileBytes">The size that a file does not grow over, from <see cref="LeastFileBytes"/> on; default none.</param>
    /// <param name="onlyTagged">Whether events without a tag are left out.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="IOException">The file cannot be written, or is there already and files have no bound.</exception>
    public ParquetEventSink(string path, ParquetEventOptions? options = null, long mostFileBytes = long.MaxValue, bool onlyTagged = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostFileBytes, LeastFileBytes);
        options ??= new ParquetEventOptions();
        _path = path;
        _options = options with { BytesPerGroup = (int)Math.Min(options.BytesPerGroup, mostFileBytes / GroupsPerFile) };
        _most = mostFileBytes;
        _onlyTagged = onlyTagged;
        _full = new NumberedFiles(path);
        if (Path.Exists(path))
        {
            if (mostFileBytes == long.MaxValue || Directory.Exists(path))
                throw new IOException("it is there already, and a Parquet file cannot be added to; expected another name, or a bound for the size, by which it takes a number");
            File.Move(path, _full.Next(), overwrite: false);
        }

        (_file, _writer) = Begin();
    }

    /// <summary>Events in files that are whole.</summary>
    public long Written { get; private set; }

    /// <summary>Events that are in no file: those of the one that failed, and all since.</summary>
    public long Lost { get; private set; }

    /// <summary>Why writing failed; null while it works.</summary>
    public IOException? Failure
    {
        get
        {
            lock (_gate)
                return _failure;
        }
    }

    /// <inheritdoc/>
    public void OnEvent(in ProbeEvent probe, TagSet tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        if (_onlyTagged && tags.Tags.Count == 0)
            return;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isFinished, this);
            if (_failure is not null)
            {
                Lost++;
                return;
            }

            try
            {
                _inFile++;
                if (IsFull())
                    Rotate();
                _writer.Write(probe, tags);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Fail(e);
            }
        }
    }

    /// <summary>Ends the last file, which takes its name; without an event it is a file without rows. See <see cref="Failure"/> afterwards.</summary>
    public void Finish()
    {
        lock (_gate)
        {
            if (_isFinished)
                return;
            _isFinished = true;
            if (_failure is not null)
                return;
            try
            {
                End(_path, _inFile);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Fail(e);
            }
        }
    }

    /// <summary>The same as <see cref="Finish"/>.</summary>
    public void Dispose()
    {
        Finish();
        _writer.Dispose();
        _file.Dispose();
    }

    /// <summary>Between two groups: whether another, which encoding and compression do not make larger, could make the file too large.</summary>
    private bool IsFull()
    {
        if (_writer.RowsWaiting > 0 || _writer.Groups == 0)
            return false;
        long end = (_writer.Groups + 2L) * ParquetEventOptions.AllColumns.Count * BytesPerColumnChunk;
        return _writer.BytesWritten + _options.BytesPerGroup + end > _most;
    }

    private void Rotate()
    {
        // The event that is to be written is counted already, and is none of the full file.
        End(_full.Next(), _inFile - 1);
        (_file, _writer) = Begin();
    }

    private void End(string name, long events)
    {
        _writer.Finish();
        _file.Commit(name);
        _writer.Dispose();
        Written += events;
        _inFile -= events;
    }

    private (PartialFile File, ParquetEventWriter Writer) Begin()
    {
        var file = new PartialFile(_path);
        try
        {
            return (file, new ParquetEventWriter(file.Stream, _options));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void Fail(Exception e)
    {
        _failure = e as IOException ?? new IOException(e.Message, e);
        Lost += _inFile;
        _file.Dispose();
    }
}
