using System;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;
using ProbeClassifier.Nats;
using ProbeClassifier.Tests.Cli;

namespace ProbeClassifier.Tests.Distributed.Nats;

/// <summary>Who has which partition, on a real server.</summary>
public sealed class NatsLeaseTests
{
    [SkippableFact]
    public async Task What_a_worker_cannot_count_another_takes()
    {
        using NatsServer server = NatsServer.StartOrSkip();
        var options = new NatsEngineOptions { Topic = "share", Partitions = 2, Lease = TimeSpan.FromSeconds(1) };
        await using NatsTopic topic = await NatsTopic.OpenAsync(server, options);
        using var stop = new CancellationTokenSource();
        var worker = new PartitionWorkerOptions { Partition = NatsRun.Options, SnapshotLines = 1 };
        await using var broken = new PartitionWorker(worker, topic.Engine.Log, topic.Engine.Snapshots, new Broken());
        Task first = (await topic.Engine.OpenLeasesAsync(broken, "broken")).RunAsync(null, stop.Token);
        await UntilAsync(() => broken.Held == 2);
        await using var sound = new PartitionWorker(worker, topic.Engine.Log, topic.Engine.Snapshots);
        Task second = (await topic.Engine.OpenLeasesAsync(sound, "sound")).RunAsync(null, stop.Token);
        await UntilAsync(() => broken.Held == 1 && sound.Held == 1);

        for (int p = 0; p < 2; p++)
            await topic.PutAsync(p, Encoding.Latin1.GetBytes(CliLines.Telnet));
        await UntilAsync(() => sound.Held == 2);
        Assert.Single(broken.Progress, p => p.Failure is not null);
        await topic.CountedAsync(sound);
        await stop.CancelAsync();
        await Task.WhenAll(first, second);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!isSo())
            await Task.Delay(20, patience.Token);
    }

    private sealed class Broken : IEventPublisher
    {
        public ValueTask PublishAsync(EventBatch events, CancellationToken cancellationToken) => throw new PartitionFaultException("events go nowhere", isTransient: false);

        public ValueTask FlushAsync(string partition, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
