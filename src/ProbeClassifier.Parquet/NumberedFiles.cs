using System;
using System.Globalization;
using System.IO;

namespace ProbeClassifier.Parquet;

/// <summary>The names of files that were full: events.parquet, events.1.parquet, events.2.parquet …, so that one pattern finds all.</summary>
internal sealed class NumberedFiles(string path)
{
    private const string Extension = ".parquet";

    private int _number;

    /// <summary>The next number's name that no file has.</summary>
    public string Next()
    {
        string name;
        do
            name = Of(++_number);
        while (Path.Exists(name));
        return name;
    }

    private string Of(int number) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)
        ? string.Create(CultureInfo.InvariantCulture, $"{path.AsSpan(0, path.Length - Extension.Length)}.{number}{path.AsSpan(path.Length - Extension.Length)}")
        : string.Create(CultureInfo.InvariantCulture, $"{path}.{number}");
}
