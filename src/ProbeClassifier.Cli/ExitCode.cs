namespace ProbeClassifier.Cli;

/// <summary>What the process tells its caller; docs/cli.md.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int Incomplete = 3;
    public const int Interrupted = 130;
}
