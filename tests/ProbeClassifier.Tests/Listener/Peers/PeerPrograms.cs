using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using ProbeClassifier.Tests.Cli;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Listener.Peers;

/// <summary>The daemons that the peers script unpacks, or why they cannot be had.</summary>
public sealed class PeerPrograms
{
    public PeerPrograms()
    {
        if (!OperatingSystem.IsLinux())
        {
            Missing = "the daemons are those of Debian";
            return;
        }

        using Process script = CommandLine.StartOther("bash", [RepositoryFiles.At("eng", "peers.sh")]);
        script.StandardInput.Close();
        CommandResult result = CommandLine.Finish(script, script.StandardOutput.ReadToEndAsync(), script.StandardError.ReadToEndAsync());
        if (result.ExitCode == 0)
            Root = result.Output.Trim();
        else
            Missing = $"no syslog daemons here: {result.Error.Trim()}";
    }

    /// <summary>Null when <see cref="Root"/> is there.</summary>
    public string? Missing { get; }

    public string Root { get; } = string.Empty;

    /// <summary>Starts a daemon in the foreground; the caller kills it.</summary>
    public Process Start(string program, IEnumerable<string> arguments) =>
        CommandLine.StartOther(Path.Combine(Root, "usr", "sbin", program), arguments, ("LD_LIBRARY_PATH", Libraries));

    /// <summary>Where rsyslog's modules are.</summary>
    public string RsyslogModules => Directory.GetDirectories(Path.Combine(Root, "usr", "lib"), "*-linux-gnu").Select(d => Path.Combine(d, "rsyslog")).Single(Directory.Exists);

    /// <summary>Where syslog-ng's modules are.</summary>
    public string SyslogNgModules => Directory.GetDirectories(Path.Combine(Root, "usr", "lib", "syslog-ng")).Single(d => File.Exists(Path.Combine(d, "libafsocket.so")));

    private string Libraries => string.Join(':', [Path.Combine(Root, "usr", "lib", "syslog-ng"), .. Directory.GetDirectories(Path.Combine(Root, "usr", "lib"), "*-linux-gnu")]);
}
