using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ProbeClassifier.Tagging;

/// <summary>Gathers the errors of one file.</summary>
internal sealed class RuleErrors(SourceText text)
{
    private readonly List<(int Offset, string Found, string Expected)> _errors = [];

    public bool Any => _errors.Count > 0;

    public void Add(int offset, string found, string expected) => _errors.Add((offset, found, expected));

    /// <summary>Adds an error if a check expected something else.</summary>
    /// <returns>Whether all is well.</returns>
    public bool Check(int offset, string found, string? expected)
    {
        if (expected is not null)
            Add(offset, found, expected);
        return expected is null;
    }

    /// <summary>For messages that point to an earlier place.</summary>
    public string LineOf(int offset) => text.Locate(offset).Line.ToString(CultureInfo.InvariantCulture);

    /// <summary>In the order of the file; of more than <see cref="RuleLimits.MaxErrors"/> the first, and how many are not shown.</summary>
    public IReadOnlyList<RuleSetError> ToList()
    {
        var result = new List<RuleSetError>();
        foreach ((int offset, string found, string expected) in _errors.OrderBy(e => e.Offset).Take(RuleLimits.MaxErrors))
        {
            (int line, int column) = text.Locate(offset);
            result.Add(new RuleSetError(line, column, found, expected));
        }

        if (_errors.Count > RuleLimits.MaxErrors)
        {
            int hidden = _errors.Count - RuleLimits.MaxErrors;
            string found = string.Create(CultureInfo.InvariantCulture, $"{hidden} further errors");
            result.Add(new RuleSetError(result[^1].Line, result[^1].Column, found, "none: mend the ones above first"));
        }

        return result;
    }
}
