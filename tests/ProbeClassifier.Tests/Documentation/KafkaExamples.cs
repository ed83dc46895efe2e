using System;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;
using ProbeClassifier.Kafka;
using ProbeClassifier.Reports;

namespace ProbeClassifier.Tests.Documentation;

/// <summary>The C# example of the Kafka package; it needs brokers, so it is compiled and not run. KafkaWorkerTests do the same.</summary>
internal static class KafkaExamples
{
    public static async Task Worker(CancellationToken stop)
    {
        await using KafkaEngine engine = await KafkaEngine.ConnectAsync("localhost:9092", new KafkaEngineOptions { Topic = "probes" }, cancellationToken: stop);
        await using var worker = new PartitionWorker(new PartitionWorkerOptions(), engine.Log, engine.Snapshots);
        await engine.OpenGroup(worker).RunAsync(Console.Error.WriteLine, stop);
        MergedPartitions merged = await MergedPartitions.ReadAsync(engine.Snapshots, new PartitionOptions(), cancellationToken: CancellationToken.None);
        merged.ToReport().Write(Console.Out, ReportFormat.Text);
    }
}
