using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;
using ProbeClassifier.Reading;
using ProbeClassifier.Reports;
using ProbeClassifier.Tests.Cli;
using Xunit.Abstractions;

namespace ProbeClassifier.Tests.Distributed.Nats;

/// <summary>
/// Worker processes and three real servers with replicas, killed and paused at random while a load runs. One schedule in the gate;
/// eng/nats-schedules.sh runs many.
/// </summary>
public sealed class NatsClusterTests(ITestOutputHelper output)
{
    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable("PROBECLASSIFIER_NATS_" + name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    [SkippableFact]
    public async Task Whatever_is_killed_or_paused_the_report_is_that_of_one_local_run()
    {
        int first = Setting("SEED", 1);
        for (int seed = first; seed < first + Setting("COUNT", 1); seed++)
        {
            output.WriteLine($"seed {seed}");
            Console.WriteLine($"NATS schedule, seed {seed}");
            using NatsCluster cluster = NatsCluster.StartOrSkip();
            await ScheduleAsync(cluster, seed);
        }
    }

    private async Task ScheduleAsync(NatsCluster cluster, int seed)
    {
        var random = new Random(seed);
        using var run = new NatsRun(cluster, seed, Setting("LINES", 6_000));
        List<WorkerProcess> workers = [];
        try
        {
            workers.Add(new WorkerProcess(run.WorkerArguments));
            workers.Add(new WorkerProcess(run.WorkerArguments));
            Task loading = Task.Run(async () =>
            {
                await using (await ProbeClassifier.Nats.NatsEngine.ConnectAsync(cluster.Url, run.Engine))
                    await run.LoadAsync();
            });

            // Each of these at least once, in an order of its own; the pauses between are what the load runs in.
            string[] steps = ["kill a worker", "pause a worker", "kill a node", "end a worker"];
            random.Shuffle(steps);
            foreach (string step in steps)
            {
                await Task.Delay(random.Next(300, 1_500));
                output.WriteLine(step);
                await StepAsync(step);
            }

            await loading;
            MergedPartitions merged = await run.CoveredAsync(() => string.Join("\n--\n", workers.Select(w => w.Said)));
            ProbeReadResult local = ProbeReader.Read(run.Files, new ProbeReaderOptions { Parser = NatsRun.Options.Parser, Rollup = NatsRun.Options.Rollup });
            string expected = FakeEngine.Text(ProbeReport.From(local));
            Assert.Equal(expected, FakeEngine.Text(merged.ToReport()));
            CommandResult report = CommandLine.Run("report", "--year", "2026", "--timezone", "UTC", "--format", "json", $"{cluster.Url}/{run.Topic}");
            Assert.True(report.ExitCode == 0, report.Error);
            Assert.True(expected.StartsWith(report.Output, StringComparison.Ordinal), report.Error + report.Output);

            // Who is left hands over, and everything is published.
            Assert.All(workers, w => w.End());
            SortedDictionary<string, string> events = await run.UndisturbedAsync();
            Assert.NotEmpty(events);
            Assert.Equal(events, await run.PublishedAsync());
        }
        finally
        {
            foreach (WorkerProcess worker in workers)
            {
                worker.Signal("CONT");
                worker.Dispose();
            }
        }

        async Task StepAsync(string step)
        {
            WorkerProcess some = workers[random.Next(workers.Count)];
            switch (step)
            {
                case "kill a worker":
                    some.Kill();
                    workers.Remove(some);
                    some.Dispose();
                    workers.Add(new WorkerProcess(run.WorkerArguments));
                    break;
                case "pause a worker":
                    // Past its lease of two seconds: another takes over, and it wakes as a zombie.
                    some.Signal("STOP");
                    await Task.Delay(random.Next(2_500, 4_000));
                    some.Signal("CONT");
                    break;
                case "kill a node":
                    int node = random.Next(3);
                    cluster.Kill(node);
                    await Task.Delay(random.Next(200, 2_000));
                    cluster.Start(node);
                    break;
                default:
                    workers.Add(new WorkerProcess(run.WorkerArguments));
                    some.End();
                    workers.Remove(some);
                    some.Dispose();
                    break;
            }
        }
    }
}
