using System;

namespace ProbeClassifier.Tagging;

/// <summary>Sections by their Roman numerals.</summary>
public static class SectionNames
{
    private static readonly string[] Names = ["", "I", "II", "III", "IV", "V", "VI"];

    /// <summary>I to VI; the empty string for the remainder.</summary>
    /// <param name="section">The section.</param>
    public static string ToRoman(this ReportSection section) => Names[(int)section];

    /// <summary>Reads I to VI, in capitals; false for anything else.</summary>
    /// <param name="text">The numeral.</param>
    /// <param name="section">The section.</param>
    public static bool TryParse(string text, out ReportSection section)
    {
        int index = Array.IndexOf(Names, text);
        section = index > 0 ? (ReportSection)index : ReportSection.None;
        return index > 0;
    }
}
