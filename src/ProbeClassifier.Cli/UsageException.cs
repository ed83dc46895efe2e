using System;

namespace ProbeClassifier.Cli;

/// <summary>A command line that cannot be obeyed; the message names the value and what was expected.</summary>
internal sealed class UsageException(string message) : Exception(message);
