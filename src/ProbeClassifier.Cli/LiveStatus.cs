using System;
using System.Collections.Generic;
using System.Globalization;
using ProbeClassifier.Listener;
using ProbeClassifier.Live;

namespace ProbeClassifier.Cli;

/// <summary>A line about what a listener has done, so that a loss is where an operator looks.</summary>
internal static class LiveStatus
{
    public static string Of(ListenerCounters counters, ProbeCollector collector)
    {
        List<string> parts =
        [
            string.Create(CultureInfo.InvariantCulture, $"{counters.Messages} messages"),
            string.Create(CultureInfo.InvariantCulture, $"{counters.Bytes} bytes"),
            string.Create(CultureInfo.InvariantCulture, $"{counters.Active} connections open"),
        ];
        AddIf(parts, counters.KernelDrops, "datagrams dropped by the kernel");
        AddIf(parts, counters.CutMessages, "messages cut by the end of their connection");
        AddIf(parts, counters.BadOctetCounts, "bad octet counts");
        AddIf(parts, counters.Resynchronised, "times out of step");
        AddIf(parts, counters.Closed(CloseReason.TooManyConnections) + counters.Closed(CloseReason.TooManyFromAddress), "connections refused");
        AddIf(parts, counters.Closed(CloseReason.TlsFailed) + counters.Closed(CloseReason.TlsTimeout) + counters.Closed(CloseReason.ClientCertificateRefused), "TLS handshakes failed");
        AddIf(parts, counters.SocketErrors, "socket errors");
        if (collector.NewestEvent is { } newest)
            parts.Add($"newest event {newest.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}");
        return string.Join(", ", parts);
    }

    private static void AddIf(List<string> parts, long count, string what)
    {
        if (count > 0)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {what}"));
    }
}
