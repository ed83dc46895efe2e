using System;
using System.Globalization;
using System.Threading;
using ProbeClassifier.Reading;

namespace ProbeClassifier.Cli;

/// <summary>One line on standard error that is written over as the work goes on, if it takes more than a second.</summary>
internal sealed class ProgressLine : IProgress<ReadProgress>, IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly long _start;
    private long _next;
    private bool _shown;
    private bool _done;

    private ProgressLine()
    {
        _start = _time.GetTimestamp();
        _next = _start + _time.TimestampFrequency;
    }

    /// <summary>Null unless a person is watching.</summary>
    public static ProgressLine? CreateIfWanted() => Console.IsErrorRedirected ? null : new ProgressLine();

    public void Report(ReadProgress value)
    {
        if (_time.GetTimestamp() < Volatile.Read(ref _next))
            return;
        lock (_lock)
        {
            long now = _time.GetTimestamp();
            if (_done || now < _next)
                return;
            _next = now + (_time.TimestampFrequency / 5);
            double seconds = _time.GetElapsedTime(_start, now).TotalSeconds;
            string left = value.TotalBytes > value.Bytes
                ? string.Create(CultureInfo.InvariantCulture, $", {value.Bytes * 100 / value.TotalBytes} %, {(value.TotalBytes - value.Bytes) / (value.Bytes / seconds):F0} s left")
                : string.Empty;
            StandardError.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"\r{value.Bytes / 1e6:N0} MB, {value.Lines / seconds:N0} lines/s{left}\u001b[K"));
            _shown = true;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_shown && !_done)
                StandardError.Write("\r\u001b[K");
            _done = true;
        }
    }
}
