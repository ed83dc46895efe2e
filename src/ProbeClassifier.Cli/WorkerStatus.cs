using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Cli;

/// <summary>Says now and then what a worker has done and how far it is behind, so that a lag or a loss is where an operator looks.</summary>
internal sealed class WorkerStatus : IDisposable
{
    private readonly PartitionWorker _worker;
    private readonly Timer _timer;
    private string _said = string.Empty;

    public WorkerStatus(PartitionWorker worker, TimeSpan every)
    {
        _worker = worker;
        _timer = new Timer(_ => Say(), null, every, every);
    }

    public static string Of(IReadOnlyList<PartitionProgress> partitions)
    {
        List<string> parts =
        [
            string.Create(CultureInfo.InvariantCulture, $"{partitions.Count} partitions"),
            string.Create(CultureInfo.InvariantCulture, $"{partitions.Sum(p => p.Lines)} lines counted"),
        ];
        PartitionProgress? last = partitions.Where(p => p.Behind > 0).MaxBy(p => p.Behind);
        parts.Add(last is null
            ? "none behind"
            : string.Create(CultureInfo.InvariantCulture, $"{partitions.Sum(p => p.Behind ?? 0)} records behind, {last.Behind} of them in partition {last.Partition}"));
        AddIf(parts, partitions.Sum(p => p.Oversize), "lines cut at the limit");
        AddIf(parts, partitions.Sum(p => p.Redelivered), "records came again");
        AddIf(parts, partitions.Sum(p => p.Missing), "records missing");
        return string.Join(", ", parts);
    }

    public void Dispose() => _timer.Dispose();

    private void Say()
    {
        string text = Of(_worker.Progress);
        if (string.Equals(Interlocked.Exchange(ref _said, text), text, StringComparison.Ordinal))
            return;
        Message.Say(text);
    }

    private static void AddIf(List<string> parts, long count, string what)
    {
        if (count > 0)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {what}"));
    }
}
