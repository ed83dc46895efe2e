using System.Collections.Generic;

namespace ProbeClassifier.Tagging;

/// <summary>Numbers from one to another, both included.</summary>
internal readonly record struct NumberRange(int First, int Last)
{
    public bool Contains(int value) => value >= First && value <= Last;

    /// <summary>Whether any range has the value; a null list has every value, and an absent value is in no range.</summary>
    public static bool Any(IReadOnlyList<NumberRange>? ranges, int? value)
    {
        if (ranges is null)
            return true;
        if (value is not int number)
            return false;
        for (int i = 0; i < ranges.Count; i++)
        {
            if (ranges[i].Contains(number))
                return true;
        }

        return false;
    }
}
