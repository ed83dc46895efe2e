using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Hosting;

/// <summary>The sample that the documents show, run as a user would run it.</summary>
public sealed class SampleWorkerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task It_listens_where_its_settings_say_and_leaves_a_report()
    {
        Skip.If(OperatingSystem.IsWindows(), "ends by a signal");
        string built = RepositoryFiles.At("samples", "worker", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(built, "ProbeWorker.dll"), "--contentRoot", built])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
        };

        // The ports of its settings may be taken here.
        start.Environment["ProbeClassifier__Listener__Tcp__0"] = "127.0.0.1:0";
        start.Environment["ProbeClassifier__Listener__Udp__0"] = "127.0.0.1:0";
        using Process worker = Process.Start(start)!;
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            int port = await PortAsync(worker.StandardOutput, patience.Token);
            using (var peer = new TcpClient("127.0.0.1", port))
                await peer.GetStream().WriteAsync("<4>Nov 24 10:00:00 gw kernel: DROP IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.1 LEN=60 PROTO=TCP SPT=4000 DPT=22 SYN\n"u8.ToArray());
            using Process kill = Process.Start("kill", ["-TERM", worker.Id.ToString(CultureInfo.InvariantCulture)]);
            await worker.StandardOutput.ReadToEndAsync(patience.Token);
            await worker.WaitForExitAsync(patience.Token);
        }
        finally
        {
            if (!worker.HasExited)
                worker.Kill();
        }

        Assert.Equal(0, worker.ExitCode);
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(_folder.At("report.json")));
        Assert.Equal(1, report.RootElement.GetProperty("sections")[0].GetProperty("events").GetInt64());
    }

    private static async Task<int> PortAsync(StreamReader output, CancellationToken cancellationToken)
    {
        List<string> said = [];
        while (await output.ReadLineAsync(cancellationToken) is { } line)
        {
            said.Add(line);
            int at = line.IndexOf("listening on tcp 127.0.0.1:", StringComparison.Ordinal);
            if (at >= 0)
                return int.Parse(line.AsSpan(at + "listening on tcp 127.0.0.1:".Length).ToString().Split(' ')[0], CultureInfo.InvariantCulture);
        }

        throw new InvalidOperationException("it did not listen:\n" + string.Join('\n', said));
    }
}
