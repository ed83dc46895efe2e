using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace ProbeClassifier.Reading;

/// <summary>What the threads of one read count together.</summary>
internal sealed class ReadTally(IProgress<ReadProgress>? progress)
{
    /// <summary>Bytes between two reports of progress.</summary>
    private const long ReportEvery = 4 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly List<(int Order, InputFailure Failure)> _failures = [];
    private long _fileBytes;
    private long _textBytes;
    private long _lines;
    private long _files;

    /// <summary>Bytes of all files, or 0 when nobody knows.</summary>
    public long TotalBytes { get; set; }

    public long TextBytes => Interlocked.Read(ref _textBytes);

    public long Files => Interlocked.Read(ref _files);

    public void AddBytes(long fileBytes, long lines)
    {
        if (progress is null)
            return;
        Interlocked.Add(ref _lines, lines);
        long now = Interlocked.Add(ref _fileBytes, fileBytes);
        if (now / ReportEvery != (now - fileBytes) / ReportEvery)
            progress.Report(new ReadProgress(now, TotalBytes, Interlocked.Read(ref _lines)));
    }

    public void AddText(long bytes) => Interlocked.Add(ref _textBytes, bytes);

    public void AddFile() => Interlocked.Increment(ref _files);

    public void Fail(int order, string path, string message)
    {
        lock (_lock)
            _failures.Add((order, new InputFailure(path, message)));
    }

    public IReadOnlyList<InputFailure> Failures()
    {
        lock (_lock)
            return [.. _failures.OrderBy(f => f.Order).Select(f => f.Failure)];
    }
}
