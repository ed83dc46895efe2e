using System;
using System.CommandLine;
using System.IO;
using ProbeClassifier.Checkpoints;
using ProbeClassifier.Cli;
using ProbeClassifier.Distributed;

var root = new RootCommand("Tells what is being probed in firewall and web logs, in the sections of the JPCERT/CC report of April-June 2000.");
root.Subcommands.Add(ReportCommand.Create());
root.Subcommands.Add(FollowCommand.Create());
root.Subcommands.Add(TagCommand.Create());
root.Subcommands.Add(ListenCommand.Create());
root.Subcommands.Add(WorkerCommand.Create());
root.Subcommands.Add(ExplainCommand.Create());
root.Subcommands.Add(RulesCommand.Create());

ParseResult parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
        Message.Error(error.Message);
    StandardError.WriteLine("Try: probeclassifier --help");
    return ExitCode.Usage;
}

try
{
    // Commands that end in order on a signal do so themselves, in the time that it takes: the handling of the command line's library would
    // end them after two seconds.
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
}
catch (UsageException e)
{
    Message.Error(e.Message);
    return ExitCode.Usage;
}
catch (CheckpointException e)
{
    Message.Error(e.Message);
    return ExitCode.Failed;
}
catch (PartitionFaultException e)
{
    Message.Error(e.Message);
    return ExitCode.Failed;
}
catch (IOException e) when (Output.IsBrokenPipe(e))
{
    // Whoever read our output has seen enough.
    return ExitCode.Done;
}
catch (IOException e)
{
    Message.Error(e.Message);
    return ExitCode.Failed;
}
catch (UnauthorizedAccessException e)
{
    Message.Error(e.Message);
    return ExitCode.Failed;
}
