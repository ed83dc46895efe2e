using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Distributed.Nats;

/// <summary>Three servers on loopback with JetStream, stopped by their own process ids whatever happens.</summary>
internal sealed class NatsCluster : IDisposable
{
    private const int Nodes = 3;

    private readonly string _program;
    private readonly TemporaryFolder _folder = new();
    private readonly int[] _ports = NatsProgram.FreePorts(2 * Nodes);
    private readonly Process?[] _servers = new Process?[Nodes];

    private NatsCluster(string program) => _program = program;

    public string Url => string.Join(',', _ports.Take(Nodes).Select(p => FormattableString.Invariant($"nats://127.0.0.1:{p}")));

    /// <summary>Starts it, or skips the test where no server can be had.</summary>
    public static NatsCluster StartOrSkip()
    {
        NatsCluster cluster = PrepareOrSkip();
        cluster.StartAll();
        return cluster;
    }

    /// <summary>One whose servers do not run yet.</summary>
    public static NatsCluster PrepareOrSkip() => new(NatsProgram.FindOrSkip());

    public void StartAll()
    {
        for (int node = 0; node < Nodes; node++)
            Start(node);
    }

    public void KillAll()
    {
        for (int node = 0; node < Nodes; node++)
            Kill(node);
    }

    /// <summary>The node that bears the name which a cluster gives for a leader.</summary>
    public static int NodeOf(string name) => int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture);

    public void Start(int node)
    {
        string routes = string.Join(',', _ports.Skip(Nodes).Select(p => FormattableString.Invariant($"nats://127.0.0.1:{p}")));
        _servers[node] = Process.Start(new ProcessStartInfo(_program,
        [
            "-a", "127.0.0.1", "-p", Text(_ports[node]), "-n", "n" + Text(node), "-js", "-sd", _folder.At("n" + Text(node)),
            "-cluster", "nats://127.0.0.1:" + Text(_ports[Nodes + node]), "-cluster_name", "probes", "-routes", routes, "-l", _folder.At("n" + Text(node) + ".log"),
        ]))!;
    }

    public void Kill(int node)
    {
        _servers[node]!.Kill();
        _servers[node]!.WaitForExit();
    }

    public void Dispose()
    {
        foreach (Process? server in _servers)
        {
            if (server is { HasExited: false })
                server.Kill();
            server?.WaitForExit();
            server?.Dispose();
        }

        _folder.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
