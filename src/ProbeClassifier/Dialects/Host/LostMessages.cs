using System;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Host;

/// <summary>How many messages a line says were lost. 0 when it says nothing of the kind, or none.</summary>
internal static class LostMessages
{
    /// <summary>An event of lost messages; <paramref name="lost"/> is 0 when their number is not said.</summary>
    public static DialectOutcome Event(LogDaemon daemon, uint lost, ref EventFields fields)
    {
        fields.Daemon = daemon;
        fields.Note = LogNote.Lost;
        fields.Lost = lost;
        return Peer.Local(ProbeActivity.MessagesLost, ref fields);
    }

    /// <summary><c>Missed 7 kernel messages</c>, <c>Suppressed 7 messages from /system.slice/x.service</c>.</summary>
    public static uint Journal(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("Missed "u8))
            return Number(text, 7, " kernel messages"u8);
        return text.StartsWith("Suppressed "u8) ? Number(text, 11, " messages from "u8) : 0;
    }

    /// <summary>
    /// <c>imuxsock lost 7 messages from pid 8 due to rate-limiting</c>, and <c>imjournal: 7 messages lost due to rate-limiting (…)</c>.
    /// </summary>
    public static uint Rsyslogd(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf(" due to rate-limiting"u8) < 0)
            return 0;
        if (text.StartsWith("imuxsock lost "u8))
            return Number(text, 14, " messages from pid "u8);
        int colon = text.IndexOf("messages lost due to rate-limiting"u8);
        colon = colon < 0 ? -1 : text[..colon].LastIndexOf(": "u8);
        return colon < 0 ? 0 : Number(text, colon + 2, " messages lost due to rate-limiting"u8);
    }

    /// <summary>
    /// <c>printk: 7 messages suppressed.</c>, <c>NET: 7 messages suppressed.</c> and newer <c>net_ratelimit: 7 callbacks suppressed</c>.
    /// </summary>
    public static uint Kernel(ReadOnlySpan<byte> text)
    {
        int name = Ascii.TokenEnd(text, 0);
        if (name < 2 || text[name - 1] != ':' || name == text.Length)
            return 0;
        uint callbacks = Number(text, name + 1, " callbacks suppressed"u8);
        bool hasMessages = text.StartsWith("printk: "u8) || text.StartsWith("NET: "u8);
        return callbacks == 0 && hasMessages ? Number(text, name + 1, " messages suppressed"u8) : callbacks;
    }

    private static uint Number(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> words) =>
        Ascii.TryReadNumber(text, ref at, uint.MaxValue, out uint number) && Ascii.StartsAt(text, at, words) ? number : 0;
}
