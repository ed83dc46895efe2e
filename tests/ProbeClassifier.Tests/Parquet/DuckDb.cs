using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using DuckDB.NET.Data;

namespace ProbeClassifier.Tests.Parquet;

/// <summary>Another program's reader of Parquet: DuckDB in this process. Its native library is not there for every system.</summary>
internal sealed class DuckDb : IDisposable
{
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");

    private DuckDb() => _connection.Open();

    /// <summary>Skips the test where the native library cannot be loaded.</summary>
    /// <param name="folder">Where names of files without a path are.</param>
    public static DuckDb OpenOrSkip(string folder)
    {
        DuckDb? opened = null;
        try
        {
            opened = new DuckDb();
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or TypeInitializationException or EntryPointNotFoundException)
        {
            Skip.If(true, $"DuckDB's native library cannot be loaded: {e.Message}");
        }

        opened!.Rows($"SET file_search_path = '{folder}'");
        return opened;
    }

    /// <summary>Each row's values as text, with bars between; a list in brackets, nothing for none.</summary>
    public List<string> Rows(string sql) => [.. Values(sql).Select(row => string.Join('|', row.Select(Text)))];

    public List<object?[]> Values(string sql)
    {
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        using DuckDBDataReader reader = command.ExecuteReader();
        List<object?[]> rows = [];
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        return rows;
    }

    public void Dispose() => _connection.Dispose();

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        System.Collections.IEnumerable list => $"[{string.Join(',', list.Cast<object?>())}]",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
