using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Distributed.Nats;

/// <summary>Three servers on loopback with JetStream, stopped by their own process ids whatever happens.</summary>
internal sealed class NatsCluster : IDisposable
{
    private const int Nodes = 3;

    private readonly string _program;
    private readonly TemporaryFolder _folder = new();
    private readonly int[] _ports = FreePorts(2 * Nodes);
    private readonly Process?[] _servers = new Process?[Nodes];

    private NatsCluster(string program)
    {
        _program = program;
        for (int node = 0; node < Nodes; node++)
            Start(node);
    }

    public string Url => string.Join(',', _ports.Take(Nodes).Select(p => FormattableString.Invariant($"nats://127.0.0.1:{p}")));

    /// <summary>Starts it, or skips the test where no server can be had.</summary>
    public static NatsCluster StartOrSkip()
    {
        using Process script = Process.Start(new ProcessStartInfo("bash", [RepositoryFiles.At("eng", "nats.sh")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string program = script.StandardOutput.ReadToEnd().Trim();
        string error = script.StandardError.ReadToEnd().Trim();
        script.WaitForExit();
        Skip.If(script.ExitCode == 3, error);
        Assert.True(script.ExitCode == 0, error);
        return new NatsCluster(program);
    }

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

    private static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in listeners)
            listener.Start();
        int[] ports = [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        foreach (TcpListener listener in listeners)
            listener.Dispose();
        return ports;
    }
}
