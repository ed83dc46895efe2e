using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Distributed.Nats;

/// <summary>The real server, and ports for it.</summary>
internal static class NatsProgram
{
    /// <summary>Finds it, or skips the test where it cannot be had.</summary>
    public static string FindOrSkip()
    {
        using Process script = Process.Start(new ProcessStartInfo("bash", [RepositoryFiles.At("eng", "nats.sh")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string program = script.StandardOutput.ReadToEnd().Trim();
        string error = script.StandardError.ReadToEnd().Trim();
        script.WaitForExit();
        Skip.If(script.ExitCode == 3, error);
        Assert.True(script.ExitCode == 0, error);
        return program;
    }

    /// <summary>Ports of loopback that nobody has at the moment.</summary>
    public static int[] FreePorts(int count)
    {
        List<TcpListener> listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        listeners.ForEach(l => l.Start());
        int[] ports = [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        listeners.ForEach(l => l.Dispose());
        return ports;
    }
}
