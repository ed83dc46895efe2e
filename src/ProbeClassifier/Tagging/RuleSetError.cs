using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ProbeClassifier.Tagging;

/// <summary>One thing that is wrong with a rules file.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in bytes of UTF-8.</param>
/// <param name="Message">What was found, what was expected.</param>
public sealed record RuleSetError(int Line, int Column, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Line}:{Column}: {Message}");
}

/// <summary>A rules file that cannot be used, with everything that is wrong with it.</summary>
public sealed class RuleSetException : Exception
{
    /// <summary>Makes one of a file's errors.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="errors">What is wrong, in the order of the file; at least one.</param>
    public RuleSetException(string name, IReadOnlyList<RuleSetError> errors)
        : base(string.Join('\n', errors.Select(e => $"{name}:{e}")))
    {
        Name = name;
        Errors = errors;
    }

    /// <summary>The file's name.</summary>
    public string Name { get; }

    /// <summary>What is wrong, in the order of the file.</summary>
    public IReadOnlyList<RuleSetError> Errors { get; }
}
