using System;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Confluent.Kafka;

namespace ProbeClassifier.Kafka;

/// <summary>
/// What headers of a record say: <c>time</c>, when the lines were taken, as RFC 3339 or as milliseconds since 1970, before the record's own
/// time; <c>host</c>, whose lines they are. Both are hostile text.
/// </summary>
internal static class RecordHeaders
{
    public const string Time = "time";
    public const string Host = "host";

    private const int LongestHost = 255;

    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>The header's time, else the record's; null where neither can be used.</summary>
    public static DateTimeOffset? TimeOf(Message<byte[], byte[]> message)
    {
        if (message.Headers is { Count: > 0 } headers && headers.TryGetLastBytes(Time, out byte[]? text) && text is not null && Read(text) is { } time)
            return time;
        return message.Timestamp.Type == TimestampType.NotAvailable ? null : FromMilliseconds(message.Timestamp.UnixTimestampMs);
    }

    /// <summary>Empty where there is none.</summary>
    public static ReadOnlyMemory<byte> HostOf(Message<byte[], byte[]> message) =>
        message.Headers is { Count: > 0 } headers && headers.TryGetLastBytes(Host, out byte[]? text) && text is { Length: <= LongestHost } ? text : default;

    public static DateTimeOffset? Read(ReadOnlySpan<byte> text)
    {
        if (Utf8Parser.TryParse(text, out long milliseconds, out int length) && length == text.Length)
            return FromMilliseconds(milliseconds);
        return text.Length <= 40 && DateTimeOffset.TryParseExact(
            Encoding.Latin1.GetString(text), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;
    }

    public static byte[] Write(DateTimeOffset time) => Encoding.UTF8.GetBytes(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    private static DateTimeOffset? FromMilliseconds(long milliseconds) =>
        milliseconds is > 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}
