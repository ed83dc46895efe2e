using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ProbeClassifier.Tagging;

/// <summary>A rule file has errors. The message lists them one a line, each with the file's name in front.</summary>
public sealed class RuleSetException : Exception
{
    /// <summary>Makes one without errors.</summary>
    public RuleSetException()
        : this(string.Empty, [])
    {
    }

    /// <summary>Makes one without errors.</summary>
    /// <param name="message">What went wrong.</param>
    public RuleSetException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one without errors.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">What made it go wrong.</param>
    public RuleSetException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="name">The file.</param>
    /// <param name="errors">Its errors, in the order of the file.</param>
    public RuleSetException(string name, IReadOnlyList<RuleSetError> errors)
        : base(string.Join('\n', (errors ?? []).Select(e => string.Create(CultureInfo.InvariantCulture, $"{RuleText.Escape(name ?? string.Empty)}:{e}"))))
    {
        Name = name ?? string.Empty;
        Errors = errors ?? [];
    }

    /// <summary>The file, as the caller named it.</summary>
    public string Name { get; } = string.Empty;

    /// <summary>All errors, in the order of the file.</summary>
    public IReadOnlyList<RuleSetError> Errors { get; } = [];
}
