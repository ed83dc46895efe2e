using System;
using System.CommandLine;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using ProbeClassifier.Parsing;
using ProbeClassifier.Reports;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Cli;

/// <summary><c>probeclassifier explain</c>: what lines mean, and why.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string[]> Lines = new("LINE")
    {
        Description = "Log lines, each in quotes; - or none for standard input.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<int?> Year = OptionKinds.Number("--year", "The year of stamps that have none (1970-2105). Default: the one nearest to now.", "YYYY", 1970, 2105);
    private static readonly Option<string?> Zone = new("--timezone") { Description = "The zone of stamps that have none. Default: the system's.", HelpName = "ZONE" };
    private static readonly Option<string?> Rules = new("--rules") { Description = "A rules file (docs/rules.md), or extended.", HelpName = "FILE" };
    private static readonly Option<string[]> Home = OptionKinds.Home();
    private static readonly Option<string> Format = OptionKinds.Choice("--format", "How it is written; json: one object a line.", "text", "json");

    public static Command Create()
    {
        var command = new Command("explain", """
            Shows what a line means: each field and the rule that tagged it, or why it was not understood and where.

            Examples:
              probeclassifier explain 'Nov 24 11:00:00 fw kernel: DROP IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.7 …'
              tail -5 /var/log/kern.log | probeclassifier explain --format json
            """);
        command.Arguments.Add(Lines);
        foreach (Option option in (Option[])[Year, Zone, Rules, Home, Format])
            command.Options.Add(option);
        command.SetAction((parsed, _) => Task.FromResult(Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        RuleSet rules = OptionValues.Rules(parsed.GetValue(Rules), parsed.GetValue(Home));
        var options = new ProbeParserOptions { Year = parsed.GetValue(Year), TimeZone = OptionValues.TimeZone(parsed.GetValue(Zone)) };
        var explainer = new LineExplainer(rules, options);
        bool json = string.Equals(parsed.GetValue(Format), "json", StringComparison.Ordinal);
        string[] lines = OptionKinds.Arguments(parsed, Lines);
        if (lines.Length == 0 && !Console.IsInputRedirected)
            throw new UsageException("nothing to explain; give a line in quotes, or lines on standard input");
        using Output output = Output.OpenStandard();
        if (lines is [] or ["-"])
            ExplainInput(explainer, output.Writer, json);
        foreach (string line in lines is ["-"] ? [] : lines)
            Write(explainer, Encoding.UTF8.GetBytes(line), output.Writer, json);
        output.Commit();
        return ExitCode.Done;
    }

    private static void ExplainInput(LineExplainer explainer, TextWriter output, bool json)
    {
        using Stream input = Console.OpenStandardInput();
        byte[] buffer = new byte[2 * ProbeParserOptions.DefaultMaxFrameBytes];
        int held = 0;
        int read;
        while ((read = input.Read(buffer, held, buffer.Length - held)) > 0)
        {
            int filled = held + read;
            int start = 0;
            int length;
            while ((length = buffer.AsSpan(start, filled - start).IndexOf((byte)'\n')) >= 0)
            {
                Write(explainer, buffer.AsSpan(start, length), output, json);
                start += length + 1;
            }

            // Beyond the frame limit nothing is looked at, so one byte more than it is all that need be kept of a line.
            held = Math.Min(filled - start, ProbeParserOptions.DefaultMaxFrameBytes + 1);
            buffer.AsSpan(start, held).CopyTo(buffer);
            output.Flush();
        }

        if (held > 0)
            Write(explainer, buffer.AsSpan(0, held), output, json);
    }

    private static void Write(LineExplainer explainer, ReadOnlySpan<byte> line, TextWriter output, bool json)
    {
        LineExplanation explanation = explainer.Explain(line);
        if (json)
            ExplanationJson.Write(explanation, output);
        else
            ExplanationText.Write(explanation, line, output);
    }
}
