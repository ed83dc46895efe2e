using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using NATS.Client.Core;
using NATS.Client.JetStream;
using ProbeClassifier.Distributed;
using ProbeClassifier.Nats;
using ProbeClassifier.Reading;
using ProbeClassifier.Reports;
using Xunit.Abstractions;

namespace ProbeClassifier.Tests.Distributed.Nats;

/// <summary>
/// Servers that are not there when a worker begins, a leader that is killed on purpose, and all servers down in the middle: for seconds in the
/// gate, for a minute in eng/nats-schedules.sh.
/// </summary>
public sealed class NatsOutageTests(ITestOutputHelper output)
{
    private static TimeSpan Down => TimeSpan.FromSeconds(
        Environment.GetEnvironmentVariable("PROBECLASSIFIER_NATS_DOWN") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 3);

    [SkippableFact]
    public async Task Workers_outlive_their_servers_and_say_so()
    {
        using NatsCluster cluster = NatsCluster.PrepareOrSkip();
        using var run = new NatsRun(cluster, seed: 77, lines: 2_000);
        using var first = new WorkerProcess(run.WorkerArguments);
        using var second = new WorkerProcess(run.WorkerArguments);

        // Nobody is there. They wait, and then go on by themselves.
        await first.SaysAsync("tried again in a second");
        cluster.StartAll();
        await using (await NatsEngine.ConnectAsync(cluster.Url, run.Engine))
        {
            output.WriteLine("all servers are there");
        }

        await first.SaysAsync(": taken");
        Task loading = Task.Run(run.LoadAsync);

        // The leader of a partition's stream goes while the partition is written and read.
        string leader = await LeaderAsync(cluster, run.Topic + "-1");
        int node = NatsCluster.NodeOf(leader);
        output.WriteLine($"leader {leader} is killed");
        cluster.Kill(node);
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.NotEqual(leader, await LeaderAsync(cluster, run.Topic + "-1", leader));
        cluster.Start(node);

        output.WriteLine($"all servers are down for {Down}");
        cluster.KillAll();
        await first.SaysAsync("the connection is lost; tried again until a server answers");
        await Task.Delay(Down);
        cluster.StartAll();
        await loading;
        MergedPartitions merged = await run.CoveredAsync(() => $"{first.Said}\n--\n{second.Said}");
        await first.SaysAsync("connected again");
        ProbeReadResult local = ProbeReader.Read(run.Files, new ProbeReaderOptions { Parser = NatsRun.Options.Parser, Rollup = NatsRun.Options.Rollup });
        Assert.Equal(FakeEngine.Text(ProbeReport.From(local)), FakeEngine.Text(merged.ToReport()));
        first.End();
        second.End();
        Assert.Equal(await run.UndisturbedAsync(), await run.PublishedAsync());
    }

    /// <summary>Who leads a stream; another than the one that is known to be gone.</summary>
    private static async Task<string> LeaderAsync(NatsCluster cluster, string stream, string? gone = null)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = new NatsConnection(NatsOpts.Default with { Url = cluster.Url });
                INatsJSStream info = await new NatsJSContext(connection).GetStreamAsync(stream);
                if (info.Info.Cluster?.Leader is { Length: > 0 } leader && leader != gone)
                    return leader;
            }
            catch (NatsException)
            {
                // One is being elected.
            }

            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(1), "nobody leads " + stream);
            await Task.Delay(50);
        }
    }
}
