using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ProbeClassifier.Tagging;
using ProbeClassifier.Text;

namespace ProbeClassifier.Cli;

/// <summary><c>probeclassifier rules</c>: shows a rule set, checks a rules file.</summary>
internal static class RulesCommand
{
    public static Command Create()
    {
        var command = new Command("rules", "Shows the rules in force, or checks a rules file.");
        command.Subcommands.Add(CreateShow());
        command.Subcommands.Add(CreateCheck());
        return command;
    }

    private static Command CreateShow()
    {
        var file = new Option<string?>("--rules") { Description = "A rules file instead of the default rules.", HelpName = "FILE" };
        var show = new Command("show", "Lists the tags: id, section, service, what stands behind it.");
        show.Options.Add(file);
        show.SetAction((parsed, _) =>
        {
            RuleSet rules = OptionValues.Rules(parsed.GetValue(file));
            Output.Write(null, output =>
            {
                output.Write($"{Safe(rules.Name)}: {rules.Tags.Count} tags, hash {rules.Hash:x16}\n");
                int width = rules.Tags.Max(t => t.Id.Length);
                foreach (ProbeTag tag in rules.Tags)
                    output.Write($"{Safe(tag.Id).PadRight(width)}  {tag.Section.ToRoman(),-3}  {Safe(tag.Service ?? "-"),-13} {Safe(tag.Title ?? string.Empty)}\n");
            });
            return Task.FromResult(ExitCode.Done);
        });
        return show;
    }

    private static Command CreateCheck()
    {
        var file = new Argument<string>("FILE") { Description = "The rules file." };
        var check = new Command("check", "Checks a rules file and names every error with its line and column. Exits with 1 if there is one.");
        check.Arguments.Add(file);
        check.SetAction((parsed, _) => Task.FromResult(Check(parsed.GetValue(file)!)));
        return check;
    }

    private static int Check(string path)
    {
        try
        {
            RuleSet rules = RuleSet.Load(path);
            Console.Out.WriteLine($"{Safe(path)}: {rules.Tags.Count} tags, hash {rules.Hash:x16}");
            return ExitCode.Done;
        }
        catch (RuleSetException e)
        {
            foreach (RuleSetError error in e.Errors)
                Console.Error.WriteLine($"{Safe(path)}:{Safe(error.ToString())}");
            return ExitCode.Failed;
        }
        catch (FileNotFoundException)
        {
            throw new UsageException($"{Safe(path)}: no such file; check the name");
        }
    }

    private static string Safe(string text) => TerminalText.Escape(System.Text.Encoding.UTF8.GetBytes(text));
}
