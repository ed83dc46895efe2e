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
            using Output output = Output.OpenStandard();
            output.Writer.WriteLine($"{Message.Safe(rules.Name)}: {rules.Tags.Count} tags, hash {rules.Hash:x16}");
            int width = rules.Tags.Select(t => Message.Safe(t.Id).Length).DefaultIfEmpty().Max();
            foreach (ProbeTag tag in rules.Tags)
                output.Writer.WriteLine($"{Message.Safe(tag.Id).PadRight(width)}  {tag.Section.ToRoman(),-3}  {Message.Safe(tag.Service ?? "-"),-13} {Message.Safe(tag.Title ?? string.Empty)}");
            output.Commit();
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
            Console.Out.WriteLine($"{Message.Safe(path)}: {rules.Tags.Count} tags, hash {rules.Hash:x16}");
            return ExitCode.Done;
        }
        catch (RuleSetException e)
        {
            foreach (RuleSetError error in e.Errors)
                Message.Error($"{path}:{error}");
            return ExitCode.Failed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read: {e.Message}");
        }
    }
}
