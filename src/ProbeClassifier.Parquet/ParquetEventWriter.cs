using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using Parquet;
using ProbeClassifier.Events;
using ProbeClassifier.Outputs;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Parquet;

/// <summary>
/// Writes tagged events to a stream as one Parquet file, in row groups of bounded size. The file is good only once
/// <see cref="Finish"/> has returned. The stream is written from its beginning to its end, never sought in, and not closed. Nothing is
/// allocated per event once warm, but for what Parquet.Net needs for each row group. Not thread-safe.
/// </summary>
public sealed class ParquetEventWriter : IDisposable
{
    private readonly EventWriter _lines;
    private readonly ArrayBufferWriter<byte> _line = new(4096);
    private readonly ParquetEventOptions _options;
    private readonly EventColumns _columns;
    private readonly SteppingStream _output;
    private readonly ParquetWriter _writer;

    /// <summary>Begins a file.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="options">Null for all defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or no column has such a name.</exception>
    /// <exception cref="IOException">The stream does not take the first bytes.</exception>
    public ParquetEventWriter(Stream output, ParquetEventOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        _options = options ?? new ParquetEventOptions();
        if (_options.RowsPerGroup is < 1 or > 1 << 20 || _options.BytesPerGroup is < 1 << 16 or > 1 << 30)
            throw new ArgumentException("a row group has 1 to 1,048,576 rows and 65,536 bytes to 1 GiB", nameof(options));
        if (_options.Columns is { } chosen && WhatIsWrong(chosen) is { } wrong)
            throw new ArgumentException(wrong, nameof(options));
        _lines = new EventWriter(EventFormat.Ndjson, new EventWriterOptions { Rules = _options.Rules });
        _columns = new EventColumns(_options.Columns);
        _output = new SteppingStream(output);

        // The stream answers on this thread, so these tasks are done when they come back.
        _writer = ParquetWriter.CreateAsync(_columns.Schema, _output, Settings()).GetAwaiter().GetResult();
        _writer.CustomMetadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["probeclassifier.schema"] = "urn:probeclassifier:event:1",
            ["probeclassifier.ruleset"] = _options.Rules.Name,
        };
    }

    /// <summary>Bytes that were given to the stream.</summary>
    public long BytesWritten => _output.Position;

    /// <summary>Row groups that were written.</summary>
    public int Groups { get; private set; }

    /// <summary>Rows that wait for their group to be full.</summary>
    internal int RowsWaiting => _columns.Rows;

    /// <summary>What is wrong with a choice of columns, and what was expected; null if nothing is.</summary>
    /// <param name="columns">Names of columns.</param>
    public static string? WhatIsWrong(IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return columns.Count == 0 ? "no column is named" : EventFields.WhatIsWrong(EventColumns.Names, columns);
    }

    /// <summary>Writes one event; a row group when it is full.</summary>
    /// <param name="probe">The event.</param>
    /// <param name="tags">Its tags in the order of the rules; empty for none.</param>
    /// <exception cref="IOException">The stream does not take more.</exception>
    public void Write(in ProbeEvent probe, TagSet tags)
    {
        _line.ResetWrittenCount();
        _lines.Write(probe, tags, _line);
        _columns.Add(_line.WrittenSpan);
        if (_columns.Rows >= _options.RowsPerGroup || _columns.Bytes >= _options.BytesPerGroup)
            WriteGroup();
    }

    /// <summary>Writes what waits and the file's end. Nothing can be written afterwards.</summary>
    /// <exception cref="IOException">The stream does not take more.</exception>
    public void Finish()
    {
        if (_columns.Rows > 0)
            WriteGroup();
        _output.Hold();
        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _output.Write(FileEnd.WithoutTextBounds(_output.Release()));
        _output.Flush();
    }

    /// <summary>Frees buffers; a file that was not finished stays without its end.</summary>
    public void Dispose() => _lines.Dispose();

    private void WriteGroup()
    {
        _columns.WriteAsync(_writer).GetAwaiter().GetResult();
        Groups++;
    }

    private static ParquetOptions Settings() => new() { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = System.IO.Compression.CompressionLevel.Fastest };
}
