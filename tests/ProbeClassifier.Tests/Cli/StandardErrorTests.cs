using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Cli;

/// <summary>A disk that is full may hold what standard error is written to; <c>/dev/full</c> is such a one.</summary>
public sealed class StandardErrorTests : IDisposable
{
    private const string Full = "/dev/full";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData(2, "listen")]
    [InlineData(2, "report", "--no-such-option")]
    [InlineData(3, "report", "/no/such/file", "--format", "json")]
    [InlineData(2, "rules", "check", "/no/such/file")]
    public void What_cannot_be_said_changes_no_exit_code(int expected, params string[] arguments)
    {
        using Process process = Start(arguments);
        process.StandardInput.Close();
        Assert.Equal(expected, CommandLine.Finish(process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync()).ExitCode);
    }

    [SkippableFact]
    public async Task A_listener_goes_on_and_ends_with_its_report()
    {
        string path = _folder.At("socket");
        using Process process = Start("listen", "--unix-stream", path, "--events", _folder.At("events"), "--every", "1s", "--timezone", "UTC");
        process.StandardInput.Close();
        using Socket peer = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        while (!process.HasExited && !Connects(peer, path))
            await Task.Delay(20);
        await peer.SendAsync(Encoding.Latin1.GetBytes("<4>1 2026-11-20T00:00:00Z gw kernel - - - DROP IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.1 LEN=60 PROTO=TCP SPT=4000 DPT=22 SYN\n"));

        // An event is written with the status of its second, or after: what could not be said has been tried.
        while (!process.HasExited && new FileInfo(_folder.At("events")).Length == 0)
            await Task.Delay(20);
        using (Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        CommandResult result = CommandLine.Finish(process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("lines 1", result.Output, StringComparison.Ordinal);
    }

    /// <summary>The shell is replaced by the program: its process id is the program's.</summary>
    private static Process Start(params string[] arguments)
    {
        Skip.IfNot(File.Exists(Full), "this system has no /dev/full");
        return CommandLine.StartOther("bash", ["-c", $"exec dotnet \"$0\" \"$@\" 2>{Full}", CommandLine.Program, .. arguments]);
    }

    private static bool Connects(Socket peer, string path)
    {
        try
        {
            peer.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
