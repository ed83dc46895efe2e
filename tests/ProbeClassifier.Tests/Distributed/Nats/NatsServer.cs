using System;
using System.Diagnostics;
using System.Globalization;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Distributed.Nats;

/// <summary>One server on loopback with JetStream and settings of the test's, stopped by its own process id whatever happens.</summary>
internal sealed class NatsServer : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    private NatsServer(string program, Func<TemporaryFolder, string> settings)
    {
        int port = NatsProgram.FreePorts(1)[0];
        Address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        string configuration = _folder.Write("nats.conf", $"listen: {Address}\njetstream {{ store_dir: \"{_folder.At("js")}\" }}\n{settings(_folder)}\n");
        _process = Process.Start(new ProcessStartInfo(program, ["-c", configuration, "-l", _folder.At("nats.log")]))!;
    }

    /// <summary>Host and port.</summary>
    public string Address { get; }

    public string Url => "nats://" + Address;

    /// <summary>Starts it, or skips the test where no server can be had. Whoever connects waits until it answers.</summary>
    public static NatsServer StartOrSkip(string settings = "") => StartOrSkip(_ => settings);

    /// <summary>With settings that may name files of the server's folder.</summary>
    public static NatsServer StartOrSkip(Func<TemporaryFolder, string> settings) => new(NatsProgram.FindOrSkip(), settings);

    /// <summary>What the server said.</summary>
    public string Log => System.IO.File.Exists(_folder.At("nats.log")) ? System.IO.File.ReadAllText(_folder.At("nats.log")) : string.Empty;

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }
}
