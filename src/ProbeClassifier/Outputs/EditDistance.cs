using System;

namespace ProbeClassifier.Outputs;

/// <summary>How far two names are apart: the least number of characters put in, left out or replaced (Levenshtein 1965).</summary>
internal static class EditDistance
{
    public static int Between(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        int[] row = new int[other.Length + 1];
        for (int j = 0; j < row.Length; j++)
            row[j] = j;
        for (int i = 1; i <= one.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.Length; j++)
            {
                int replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
