using System.CommandLine;

namespace ProbeClassifier.Cli;

/// <summary>Options that would do nothing, because what they are for was not asked for: whoever gives one means something by it.</summary>
internal static class UnusedOptions
{
    /// <summary>Refuses the first of these options that was given.</summary>
    public static void Refuse(ParseResult parsed, string purpose, string expected, params Option[] options)
    {
        foreach (Option option in options)
        {
            if (parsed.GetResult(option) is { Implicit: false })
                throw new UsageException($"{option.Name} is for {purpose}; expected {expected} with it");
        }
    }
}
