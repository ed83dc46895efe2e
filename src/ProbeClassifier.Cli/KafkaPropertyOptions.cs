using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;

namespace ProbeClassifier.Cli;

/// <summary>Settings of the Kafka client: one by one, or in a file, where secrets are not seen in the list of processes.</summary>
internal sealed class KafkaPropertyOptions
{
    private readonly Option<string[]> _property = new("--kafka-property")
    {
        Description = "kafka://: a setting of the client by its name in librdkafka: security.protocol=SASL_SSL. May be given often.",
        HelpName = "NAME=VALUE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _config = new("--kafka-config") { Description = "kafka://: a file of such settings, one a line, # before remarks: the place for passwords.", HelpName = "FILE" };

    public IReadOnlyList<Option> All => [_property, _config];

    public bool IsGiven(ParseResult parsed) => All.Any(o => parsed.GetResult(o) is { Implicit: false });

    /// <summary>Those of the file, then the others; of one name the last.</summary>
    public Dictionary<string, string> Read(ParseResult parsed)
    {
        Dictionary<string, string> all = new(StringComparer.Ordinal);
        if (parsed.GetValue(_config) is { } path)
        {
            int number = 0;
            foreach (string line in Lines(path))
            {
                number++;
                if (line.AsSpan().Trim() is { Length: > 0 } text && text[0] != '#' && !TryAdd(all, text))
                    throw new UsageException(FormattableString.Invariant($"--kafka-config \"{path}\", line {number} is no setting; expected NAME=VALUE"));
            }
        }

        foreach (string property in parsed.GetValue(_property) ?? [])
        {
            if (!TryAdd(all, property))
                throw new UsageException($"--kafka-property \"{property}\" is no setting; expected NAME=VALUE, like security.protocol=SASL_SSL");
        }

        return all;
    }

    private static bool TryAdd(Dictionary<string, string> all, ReadOnlySpan<char> text)
    {
        int equals = text.IndexOf('=');
        if (equals < 1)
            return false;
        all[text[..equals].Trim().ToString()] = text[(equals + 1)..].Trim().ToString();
        return true;
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--kafka-config \"{path}\" cannot be read: {e.Message}");
        }
    }
}
