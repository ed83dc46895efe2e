namespace ProbeClassifier.Distributed;

/// <summary>What a log's positions count.</summary>
public enum PositionKind
{
    /// <summary>Records: sequence numbers of NATS, offsets of Kafka. A line of a record is known by its number in it.</summary>
    Records = 0,

    /// <summary>Bytes of text: a file. A line is known by the position at which it begins, however the log is cut into records.</summary>
    Bytes = 1,
}
