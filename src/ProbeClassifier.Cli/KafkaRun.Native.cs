using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Cli;

/// <summary>In the native binary, in place of KafkaRun.cs: the client cannot be compiled ahead of time. Decision 0012.</summary>
internal static class KafkaRun
{
    private const string Absent = "kafka:// is not in the native binary, because its client cannot be compiled into it; expected the tool: dotnet tool install ProbeClassifier.Cli";

    public static Task<int> WorkAsync(ParseResult parsed, EngineWorkerOptions engines, KafkaAddress where, PartitionWorkerOptions options, Stream? events) =>
        throw new UsageException(Absent);

    public static Task<MergedPartitions> ReadAsync(KafkaAddress where, IReadOnlyDictionary<string, string> properties, PartitionOptions options) =>
        throw new UsageException(Absent);
}
