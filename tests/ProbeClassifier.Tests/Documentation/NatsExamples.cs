using System;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;
using ProbeClassifier.Nats;
using ProbeClassifier.Reports;

namespace ProbeClassifier.Tests.Documentation;

/// <summary>The C# example of the NATS package; it needs a server, so it is compiled and not run. NatsClusterTests do the same.</summary>
internal static class NatsExamples
{
    public static async Task Worker(CancellationToken stop)
    {
        await using NatsEngine engine = await NatsEngine.ConnectAsync("nats://localhost:4222", new NatsEngineOptions { Topic = "probes", Partitions = 8 }, cancellationToken: stop);
        await using var worker = new PartitionWorker(new PartitionWorkerOptions(), engine.Log, engine.Snapshots);
        NatsLeases leases = await engine.OpenLeasesAsync(worker, "worker-1", stop);
        await leases.RunAsync(Console.Error.WriteLine, stop);
        MergedPartitions merged = await MergedPartitions.ReadAsync(engine.Snapshots, new PartitionOptions(), cancellationToken: CancellationToken.None);
        merged.ToReport().Write(Console.Out, ReportFormat.Text);
    }
}
