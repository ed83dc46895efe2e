using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ProbeClassifier.Tests.Following;

/// <summary>Any history of writing, rotating, stopping and killing ends in the report of one read of everything.</summary>
public sealed class FollowerHistoryTests
{
    /// <summary>How many histories each has; the variable asks for more.</summary>
    private static readonly int Histories = Number("PROBECLASSIFIER_HISTORIES", 20);
    private const int Steps = 60;

    [Theory]
    [InlineData(FollowedAs.Name, true, false)]
    [InlineData(FollowedAs.Directory, true, false)]
    [InlineData(FollowedAs.Glob, true, false)]
    [InlineData(FollowedAs.Name, false, false)]
    [InlineData(FollowedAs.Name, true, true)]
    [InlineData(FollowedAs.Directory, true, true)]
    [InlineData(FollowedAs.Name, false, true)]
    public void Every_line_is_counted_once(FollowedAs how, bool withIdentity, bool withTwin)
    {
        int first = Number("PROBECLASSIFIER_SEED", 1);
        for (int seed = first; seed < first + Histories; seed++)
            Play(how, seed, withIdentity, withTwin);
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static void Play(FollowedAs how, int seed, bool withIdentity, bool withTwin)
    {
        using var world = new FollowedWorld(how, seed, withIdentity, withTwin);
        var random = new Random(seed);
        List<string> done = [];

        // A twin that was never seen may get the other's place on disk, and begins as it did: nothing tells them apart then (docs/follow.md).
        if (withTwin)
        {
            foreach (LogWriter writer in world.Writers)
                writer.Append(2);
        }

        // By name alone, what was rotated before the first start is not wanted.
        if (how == FollowedAs.Name || withTwin)
            world.Step();
        for (int i = 0; i < Steps; i++)
        {
            int told = world.Told.Count;
            done.Add(Act(world, random));
            done.Add("    " + string.Join(' ', world.Writers.SelectMany(w => w.Sizes())));
            done.AddRange(world.Told.Skip(told).Select(t => "  " + t));
        }

        foreach (LogWriter writer in world.Writers)
            writer.EndRotation();
        world.Finish();
        string expected = world.Expected();
        string actual = world.Report();
        string[] differences = [.. expected.Split('\n').Zip(actual.Split('\n')).Where(l => !string.Equals(l.First, l.Second, StringComparison.Ordinal)).Select(l => l.First + " but" + l.Second).Take(6)];
        Assert.True(differences.Length == 0, $"seed {seed}, {how}\n{string.Join('\n', done)}\n{string.Join('\n', differences)}");
        Assert.Equal(expected, actual);
    }

    private static string Act(FollowedWorld world, Random random)
    {
        int die = random.Next(100);
        LogWriter writer = world.Writers[random.Next(world.Writers.Count)];
        switch (die)
        {
            case < 22:
                writer.Append(random.Next(1, 8));
                return "append";
            case < 32:
                writer.AppendPart();
                return "part";
            case < 37:
                writer.RotateByRename(createsAtOnce: random.Next(2) == 0);
                return "rename";
            case < 42:
                writer.RotateByCopy();
                return "copy";
            case < 47:
                writer.Compress();
                return "compress";
            case < 60:
                writer.GoOn();
                return "go on";
            case < 62:
                // What was deleted before it was read, or before that was saved, is lost to any follower.
                writer.EndRotation();
                writer.EndLine();
                world.Step();
                world.Follower.Stop();
                writer.Delete();
                return "delete";
            case < 82:
                world.Step();
                return $"step {world.Follower.Status.Files} files, {world.Follower.Status.Bytes} bytes";
            case < 88:
                world.Clock.Advance(TimeSpan.FromSeconds(random.Next(1, 90)));
                return "wait";
            case < 92:
                world.Stop();
                return "stop";
            default:
                world.Crash();
                return "crash";
        }
    }
}
