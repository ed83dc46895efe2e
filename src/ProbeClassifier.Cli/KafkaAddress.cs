using System;
using System.Linq;

namespace ProbeClassifier.Cli;

/// <summary><c>kafka://HOST:PORT[,HOST:PORT…]/TOPIC</c>.</summary>
internal sealed record KafkaAddress(string Servers, string Topic)
{
    private const string Scheme = "kafka://";

    public static bool IsOne(string text) => text.StartsWith(Scheme, StringComparison.Ordinal);

    public static KafkaAddress Parse(string text)
    {
        int slash = text.LastIndexOf('/');
        if (IsOne(text) && slash >= Scheme.Length)
        {
            string servers = text[Scheme.Length..slash].Replace("," + Scheme, ",", StringComparison.Ordinal);
            if (servers.Split(',').All(s => s.Length > 0 && !s.AsSpan().ContainsAny('/', ' ', '@')))
                return new KafkaAddress(servers, text[(slash + 1)..]);
        }

        throw new UsageException($"\"{text}\" names no log; expected like kafka://localhost:9092/probes: brokers with commas between, and the topic. Passwords are settings: --kafka-config");
    }
}
