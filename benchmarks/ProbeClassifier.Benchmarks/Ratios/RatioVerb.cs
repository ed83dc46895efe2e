using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using ProbeClassifier.Benchmarks.Corpora;

namespace ProbeClassifier.Benchmarks.Ratios;

/// <summary><c>ratio</c>: takes the table of ratios and prints it.</summary>
internal static class RatioVerb
{
    public const string Usage = "ratio [--bytes N] [--rounds N] [--only CORPUS] [--lines TEXT] [--contenders] [--out DIRECTORY] [--enforce]";

    /// <summary>Twice the last-level cache of the machines this is run on: both sides read memory, as a log being read does.</summary>
    private const int DefaultBytes = 64_000_000;

    private const int DefaultRounds = 31;

    /// <summary>0 done; 1 a bar was missed and <c>--enforce</c> given; 2 the arguments are wrong.</summary>
    public static int Run(string[] args)
    {
        int bytes = DefaultBytes;
        int rounds = DefaultRounds;
        string? only = null;
        string? text = null;
        string? directory = null;
        bool contenders = false;
        bool enforce = false;
        for (int i = 0; i < args.Length; i++)
        {
            string? value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--bytes" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out bytes) && bytes >= 1_000_000:
                case "--rounds" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out rounds) && rounds > 0:
                    i++;
                    break;
                case "--only" when value is not null && Corpus.Kinds.Contains(value):
                    only = value;
                    i++;
                    break;
                case "--lines" when value is not null:
                    text = value;
                    i++;
                    break;
                case "--out" when value is not null:
                    directory = value;
                    i++;
                    break;
                case "--contenders":
                    contenders = true;
                    break;
                case "--enforce":
                    enforce = true;
                    break;
                default:
                    Console.Error.WriteLine($"not understood: {args[i]}. Usage: {Usage}");
                    return 2;
            }
        }

        IEnumerable<RatioRow> rows = contenders ? RatioRows.Bars().Concat(RatioRows.Contenders()) : RatioRows.Bars();
        rows = rows.Where(row => only is null || string.Equals(row.Corpus, only, StringComparison.Ordinal));
        Machine machine = Machine.Describe();
        List<RatioResult> results = Measure(rows, bytes, rounds, text);
        string table = RatioTable.ToMarkdown(machine, results);
        Console.Out.Write(table);
        if (directory is not null)
        {
            Directory.CreateDirectory(directory);
            File.WriteAllText(Path.Combine(directory, "ratio.md"), table);
            using FileStream json = File.Create(Path.Combine(directory, "ratio.json"));
            RatioTable.WriteJson(json, machine, results);
        }

        return enforce && results.Exists(static result => !result.MeetsBar) ? 1 : 0;
    }

    private static List<RatioResult> Measure(IEnumerable<RatioRow> rows, int bytes, int rounds, string? text)
    {
        List<RatioResult> results = [];
        string? kind = null;
        byte[] log = [];
        foreach (RatioRow row in rows)
        {
            if (!string.Equals(kind, row.Corpus, StringComparison.Ordinal))
            {
                kind = row.Corpus;
                log = Corpus.Create(kind, bytes);
                if (text is not null)
                    log = LineFilter.Keep(log, Encoding.UTF8.GetBytes(text));
            }

            RatioRow taken = text is null ? row : row with { Name = $"{row.Name}, lines with \"{text}\"", Bar = null };
            Console.Error.WriteLine($"{taken.Corpus}: {taken.Name}");
            results.Add(Interleaved.Measure(taken, log, rounds));
        }

        return results;
    }
}
