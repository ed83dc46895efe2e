using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Tasks;
using ProbeClassifier.Tests.Cli;

namespace ProbeClassifier.Tests.Distributed;

/// <summary>A <c>worker</c> that runs, stopped by its own process id whatever happens.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _said = [];

    public WorkerProcess(params string[] arguments)
        : this([], arguments)
    {
    }

    public WorkerProcess((string Name, string? Value)[] environment, params string[] arguments)
    {
        _process = CommandLine.StartOther("dotnet", [CommandLine.Program, "worker", .. arguments], environment);
        _process.StandardInput.Close();
        _process.ErrorDataReceived += (_, e) =>
        {
            lock (_said)
                _said.Add(e.Data ?? string.Empty);
        };
        _process.BeginErrorReadLine();
    }

    public string Said
    {
        get
        {
            lock (_said)
                return string.Join('\n', _said);
        }
    }

    /// <summary>Waits until it has said something.</summary>
    public async Task SaysAsync(string text)
    {
        long start = Stopwatch.GetTimestamp();
        while (!Said.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(_process.HasExited, "it has ended: " + Said);
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(60), $"it did not say \"{text}\" but: {Said}");
            await Task.Delay(20);
        }
    }

    public bool HasEnded => _process.HasExited;

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>STOP, CONT or TERM.</summary>
    public void Signal(string name)
    {
        using Process kill = Process.Start("kill", ["-" + name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Ends it in order; one that has hardly begun is ended by the signal itself.</summary>
    public void End()
    {
        Signal("TERM");
        Assert.True(_process.WaitForExit(TimeSpan.FromMinutes(1)), Said);
        Assert.True(_process.ExitCode == 0 || (_process.ExitCode == 143 && Said.Length == 0), $"exit {_process.ExitCode}: {Said}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }
}
