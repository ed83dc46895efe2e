using System;
using ProbeClassifier.Live;
using ProbeClassifier.Parquet;

namespace ProbeClassifier.Tests.Documentation;

/// <summary>The example of the Parquet package, line for line.</summary>
internal static class ParquetExamples
{
    public static void Write(ReadOnlySpan<byte> lines)
    {
        using var sink = new ParquetEventSink("events.parquet", mostFileBytes: 256 << 20);
        var collector = new ProbeCollector(new ProbeCollectorOptions { Sink = sink });
        collector.OpenInput().ParseLines(lines, isFinal: true);
        sink.Finish();
        if (sink.Failure is { } failure)
            Console.Error.WriteLine($"{sink.Lost} events are in no file: {failure.Message}");
    }
}
