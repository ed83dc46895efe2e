using System;
using System.Threading;
using Confluent.Kafka;

namespace ProbeClassifier.Kafka;

/// <summary>What clients say, each thing once until they say another or half a minute has passed. Thread-safe.</summary>
internal sealed class KafkaNotices(Action<string>? notices, bool withLog)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private string? _last;
    private long _at;

    public void Say(string message)
    {
        lock (_gate)
        {
            if (string.Equals(message, _last, StringComparison.Ordinal) && TimeProvider.System.GetElapsedTime(_at) < Again)
                return;
            _last = message;
            _at = TimeProvider.System.GetTimestamp();
        }

        notices?.Invoke(message);
    }

    public void Say(Error error) => Say($"Kafka: {error.Reason}");

    /// <summary>The clients' own log says what errors say, and much more: for those who ask for it with the property <c>debug</c>.</summary>
    public void Log(LogMessage message)
    {
        if (withLog)
            notices?.Invoke($"librdkafka: {message.Facility} {message.Message}");
    }
}
