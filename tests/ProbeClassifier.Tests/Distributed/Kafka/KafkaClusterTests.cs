using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;
using ProbeClassifier.Tests.Cli;
using Xunit.Abstractions;

namespace ProbeClassifier.Tests.Distributed.Kafka;

/// <summary>
/// Worker processes of one group on librdkafka's brokers in memory, killed, paused past their session, added and ended in order while a
/// load comes: not a real broker, and docs/distributed.md says so.
/// </summary>
public sealed class KafkaClusterTests(ITestOutputHelper output)
{
    [SkippableFact]
    public async Task Whatever_is_killed_or_paused_the_report_is_that_of_one_local_run()
    {
        const int Seed = 1;
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        using KafkaCluster cluster = KafkaCluster.StartOrSkip().With("probes", "probe-events");
        using var run = new KafkaTestRun(cluster, "probes", Seed, lines: 4_000);
        List<WorkerProcess> workers = [];
        try
        {
            workers.Add(Start());
            workers.Add(Start());
            string[] steps = ["load", "kill", "pause", "end", "load"];
            int loaded = 0;
            foreach (string step in steps)
            {
                output.WriteLine(step);
                await run.LoadAsync(loaded++, steps.Length);
                await Task.Delay(random.Next(300, 900));
                await StepAsync(step);
            }

            MergedPartitions merged = await run.CoveredAsync(() => string.Join("\n--\n", workers.Select(w => w.Said)));
            string expected = run.LocalReport();
            Assert.Equal(expected, FakeEngine.Text(merged.ToReport()));
            CommandResult report = CommandLine.Run("report", "--year", "2026", "--timezone", "UTC", "--format", "json", $"kafka://{cluster.Servers}/probes");
            Assert.True(report.ExitCode == 0, report.Error);
            Assert.True(expected.StartsWith(report.Output, StringComparison.Ordinal), report.Error + report.Output);
            foreach (PartitionSnapshot partition in merged.Partitions)
                Assert.Contains(FormattableString.Invariant($"partition {partition.Partition}: from 0 to before {partition.Position}, 0 missing"), report.Error, StringComparison.Ordinal);

            // Who is left hands over, and everything is published.
            Assert.All(workers, w => w.End());
            SortedDictionary<string, string> events = await run.UndisturbedAsync();
            Assert.NotEmpty(events);
            Assert.Equal(events, run.Published("probe-events"));

            // A commit in the middle of a rebalance may be lost: it shows the lag and no more. None is ever of more than is covered.
            long[] committed = [.. merged.Partitions.Select(p => cluster.Committed("probeclassifier-probes", "probes", int.Parse(p.Partition, CultureInfo.InvariantCulture)))];
            Assert.All(committed.Zip(merged.Partitions), c => Assert.True(c.First <= c.Second.Position));
            Assert.Contains(committed, c => c > 0);
        }
        finally
        {
            foreach (WorkerProcess worker in workers)
            {
                if (!worker.HasEnded)
                    worker.Signal("CONT");
                worker.Dispose();
            }
        }

        WorkerProcess Start() => new(
            $"kafka://{cluster.Servers}/probes", "--lease", "4s", "--publish", "probe-events", "--year", "2026", "--timezone", "UTC", "--snapshot-lines", "700", "--snapshot-every", "200ms");

        async Task StepAsync(string step)
        {
            WorkerProcess some = workers[random.Next(workers.Count)];
            switch (step)
            {
                case "kill":
                    some.Kill();
                    workers.Remove(some);
                    some.Dispose();
                    workers.Add(Start());
                    break;
                case "pause":
                    // Past its session: another takes over, and it wakes as a zombie.
                    some.Signal("STOP");
                    await Task.Delay(random.Next(4_500, 5_500));
                    some.Signal("CONT");
                    break;
                case "end":
                    workers.Add(Start());
                    await Task.Delay(random.Next(500, 1_500));
                    some.End();
                    workers.Remove(some);
                    some.Dispose();
                    break;
            }
        }
    }
}
