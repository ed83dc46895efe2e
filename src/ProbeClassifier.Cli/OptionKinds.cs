using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Linq;
using ProbeClassifier.Reading;

namespace ProbeClassifier.Cli;

/// <summary>Options of the kinds that several commands have, whose errors name the option, the value, and what was expected.</summary>
internal static class OptionKinds
{
    /// <summary>A whole number in a range; null when not given.</summary>
    public static Option<int?> Number(string name, string description, string helpName, int least, int most) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result =>
        {
            string text = result.Tokens[^1].Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most)
                return value;
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} \"{text}\" is not valid; expected a number from {least} to {most}"));
            return null;
        },
    };

    /// <summary>One of a few words, the first when not given.</summary>
    public static Option<string> Choice(string name, string description, params string[] words)
    {
        var option = new Option<string>(name)
        {
            Description = description,
            HelpName = string.Join('|', words),
            DefaultValueFactory = _ => words[0],
            CustomParser = result =>
            {
                string text = result.Tokens[^1].Value;
                if (Array.IndexOf(words, text) < 0)
                    result.AddError($"{name} \"{text}\" is not known; expected {string.Join(", ", words[..^1])} or {words[^1]}");
                return text;
            },
        };
        option.CompletionSources.Add(words);
        return option;
    }

    /// <summary>The arguments. A mistyped option is not taken for one; behind <c>--</c> everything is one.</summary>
    public static string[] Arguments(ParseResult parsed, Argument<string[]> argument)
    {
        Token[] checkedTokens = [.. parsed.Tokens.TakeWhile(t => t.Type != TokenType.DoubleDash)];
        foreach (Token token in parsed.GetResult(argument)?.Tokens ?? [])
        {
            if (token.Value.Length > 1 && token.Value[0] == '-' && Array.Exists(checkedTokens, t => ReferenceEquals(t, token)))
                throw new UsageException($"{token.Value} is no option; --help lists them. What starts with - and is none goes behind --");
        }

        return parsed.GetValue(argument) ?? [];
    }

    /// <summary>The paths; without one standard input, but for a terminal.</summary>
    public static string[] OrStandardInput(string[] paths) => paths.Length > 0 ? paths
        : Console.IsInputRedirected ? [ProbeReader.StandardInput]
        : throw new UsageException("nothing to read; name files, directories, or - for standard input");

    /// <summary>One's own networks.</summary>
    public static Option<string[]> Home() => new("--home")
    {
        Description = "A network of one's own, like 192.0.2.0/24; may be given often, or several with commas between. Finds probes that go out and back doors that answer.",
        HelpName = "CIDR",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };
}
