using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace ProbeClassifier.Tests.Cli;

/// <summary>A <c>listen</c> that runs, stopped by its own process id whatever happens.</summary>
internal sealed partial class ListenProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly List<string> _said = [];
    private readonly Task _reading;
    private readonly Task<string>? _output;

    private ListenProcess(Process process, bool isOutputRead)
    {
        _process = process;
        _output = isOutputRead ? process.StandardOutput.ReadToEndAsync() : null;
        _reading = Task.Run(async () =>
        {
            while (await process.StandardError.ReadLineAsync() is { } line)
            {
                lock (_said)
                    _said.Add(line);
            }
        });
    }

    public int Id => _process.Id;

    /// <summary>Starts it, and waits until so many endpoints are bound.</summary>
    public static ListenProcess Start(int endpoints, params string[] arguments) => Start(endpoints, isOutputRead: true, arguments);

    /// <summary>The same, and nobody reads its standard output until it has ended.</summary>
    public static ListenProcess StartUnread(int endpoints, params string[] arguments) => Start(endpoints, isOutputRead: false, arguments);

    private static ListenProcess Start(int endpoints, bool isOutputRead, string[] arguments)
    {
        var listen = new ListenProcess(CommandLine.Start(["listen", .. arguments]), isOutputRead);
        listen._process.StandardInput.Close();
        listen.Await(() => listen.Said.Count(l => l.Contains("listening on ", StringComparison.Ordinal)) == endpoints, "the listener did not start");
        return listen;
    }

    public IReadOnlyList<string> Said
    {
        get
        {
            lock (_said)
                return [.. _said];
        }
    }

    /// <summary>The port that the system chose for the transport's only endpoint.</summary>
    public int Port(string transport) => int.Parse(
        Said.Select(l => Listening().Match(l)).Single(m => m.Success && string.Equals(m.Groups["transport"].Value, transport, StringComparison.Ordinal)).Groups["port"].Value,
        CultureInfo.InvariantCulture);

    /// <summary>Waits for something; what the listener said is in the failure.</summary>
    public void Await(Func<bool> condition, string otherwise)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > Patience || _process.HasExited)
                Assert.Fail($"{otherwise}; it said:\n{string.Join('\n', Said)}");
            Thread.Sleep(50);
        }
    }

    /// <summary>Ends it as an operator does; returns how it ended.</summary>
    public async Task<CommandResult> StopAsync(string signal = "TERM")
    {
        using Process kill = Process.Start("kill", ["-" + signal, Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        await _reading;
        return new CommandResult(_process.ExitCode, await (_output ?? _process.StandardOutput.ReadToEndAsync()), string.Join('\n', Said));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    [GeneratedRegex(@"listening on (?<transport>\w+) \S+:(?<port>\d+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Listening();
}
