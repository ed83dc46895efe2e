using System;
using System.Globalization;
using System.IO;

namespace ProbeClassifier.Parquet;

/// <summary>
/// The names of files that were full: events.parquet, events.1.parquet, events.2.parquet …, so that one pattern finds all. The greatest number
/// is the newest, over restarts too: numbers go on from the greatest that is there.
/// </summary>
internal sealed class NumberedFiles
{
    private const string Extension = ".parquet";

    private readonly string _path;
    private readonly string _stem;
    private readonly string _end;
    private long _number;

    public NumberedFiles(string path)
    {
        _path = path;
        bool hasExtension = path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);
        _stem = hasExtension ? path[..^Extension.Length] : path;
        _end = path[_stem.Length..];
        _number = Greatest();
    }

    /// <summary>The next number's name that no file has.</summary>
    public string Next()
    {
        string name;
        do
            name = string.Create(CultureInfo.InvariantCulture, $"{_stem}.{++_number}{_end}");
        while (Path.Exists(name));
        return name;
    }

    private long Greatest()
    {
        string prefix = Path.GetFileName(_stem) + ".";
        long greatest = 0;
        if (Path.GetDirectoryName(Path.GetFullPath(_path)) is not { } folder || !Directory.Exists(folder))
            return 0;
        foreach (string entry in Directory.EnumerateFileSystemEntries(folder))
        {
            string name = Path.GetFileName(entry);
            if (!name.StartsWith(prefix, StringComparison.Ordinal) || !name.EndsWith(_end, StringComparison.Ordinal) || name.Length < prefix.Length + _end.Length)
                continue;
            ReadOnlySpan<char> number = name.AsSpan(prefix.Length, name.Length - prefix.Length - _end.Length);
            if (long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long found) && found < long.MaxValue)
                greatest = Math.Max(greatest, found);
        }

        return greatest;
    }
}
