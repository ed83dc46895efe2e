using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ProbeClassifier.Tests.Generators;

namespace ProbeClassifier.Tests.Distributed;

/// <summary>Records as shippers send them: lines of all kinds, one or several in each.</summary>
internal static class LogRecords
{
    public static string[] Of(int seed, int lines)
    {
        var random = new Random(seed);
        string[] all = Encoding.Latin1.GetString(new LogLines(seed).Block(lines, hostile: true)).Split('\n')[..^1];
        List<string> records = [];
        for (int at = 0; at < all.Length;)
        {
            string[] some = [.. all.Skip(at).Take(random.Next(1, 20))];
            at += some.Length;
            string record = string.Join('\n', some);

            // A last line that is empty needs its LF.
            records.Add(record.Length == 0 || record[^1] == '\n' ? record + "\n" : record);
        }

        return [.. records];
    }
}
