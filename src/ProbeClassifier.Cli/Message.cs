using System;
using System.Text;
using ProbeClassifier.Text;

namespace ProbeClassifier.Cli;

/// <summary>What is said on standard error, and texts that others chose.</summary>
internal static class Message
{
    /// <summary>A text that can do nothing to a terminal.</summary>
    public static string Safe(string text) => TerminalText.Escape(Encoding.UTF8.GetBytes(text));

    /// <summary>Says how things stand.</summary>
    public static void Say(string message) => StandardError.WriteLine("probeclassifier: " + Safe(message));

    /// <summary>Says what is wrong; each line of it is made safe.</summary>
    public static void Error(string message)
    {
        string prefix = "probeclassifier: ";
        foreach (string line in message.Split('\n'))
        {
            StandardError.WriteLine(prefix + Safe(line));
            prefix = "  ";
        }
    }
}
