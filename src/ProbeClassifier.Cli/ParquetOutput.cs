using System;
using System.Collections.Generic;
using System.IO;
using ProbeClassifier.Events;
using ProbeClassifier.Parquet;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Cli;

/// <summary>Events as Parquet files, each whole or not there.</summary>
internal sealed class ParquetOutput : IEventOutput
{
    private readonly ParquetEventSink _sink;

    private ParquetOutput(ParquetEventSink sink) => _sink = sink;

    public IOException? Failure => _sink.Failure;

    public long Lost => _sink.Lost;

    public static ParquetOutput Open(string? path, string? rotate, IReadOnlyList<string>? fields, RuleSet rules, bool onlyTagged)
    {
        if (path is null)
            throw new UsageException("--format parquet is for files, which are whole or not there; expected --output FILE with it");
        if (fields is not null && ParquetEventWriter.WhatIsWrong(fields) is { } wrong)
            throw new UsageException($"--fields: {wrong}");
        long most = rotate is null ? long.MaxValue : OptionValues.Size("--rotate", rotate, ParquetEventSink.LeastFileBytes, RotatingFile.GreatestSize);
        try
        {
            return new ParquetOutput(new ParquetEventSink(path, new ParquetEventOptions { Columns = fields, Rules = rules }, most, onlyTagged));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--output \"{path}\" cannot be written: {e.Message}");
        }
    }

    public void OnEvent(in ProbeEvent probe, TagSet tags) => _sink.OnEvent(probe, tags);

    public void Flush()
    {
        // A file is seen when it is whole.
    }

    public void Finish() => _sink.Finish();

    public void Dispose() => _sink.Dispose();
}
