using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Dialects.AccessLog;

/// <summary>The client field.</summary>
internal readonly struct AccessLogClient
{
    private AccessLogClient(ClientKind kind, ProbeAddress address = default, int port = -1)
    {
        Kind = kind;
        Address = address;
        HasPort = port >= 0;
        Port = HasPort ? (ushort)port : (ushort)0;
    }

    public ClientKind Kind { get; }

    public ProbeAddress Address { get; }

    public ushort Port { get; }

    public bool HasPort { get; }

    /// <summary>Reads the field at the start of a text.</summary>
    /// <param name="text">Must have a space behind the field, else the kind is None.</param>
    /// <param name="used">The bytes of the field and the space.</param>
    public static AccessLogClient Read(ReadOnlySpan<byte> text, out int used)
    {
        int space = text.IndexOf((byte)' ');
        used = space + 1;
        if (space <= 0)
            return default;

        ReadOnlySpan<byte> word = text[..space];
        if (word[^1] == ',')
            return IsForwardedList(text, ref used) ? new(ClientKind.Unnamed) : default;
        if (ClientAddress.TryParseWithPort(word, out ProbeAddress address, out int port))
            return new(ClientKind.Address, address, port);
        if (space == 1 && word[0] == '-')
            return new(ClientKind.Dash);
        if (word.SequenceEqual("unix:"u8))
            return new(ClientKind.Unnamed);
        if (ClientAddress.LooksLikeOne(word))
            return new(ClientKind.BadAddress);
        return HostName.IsOne(word) ? new(ClientKind.Name) : default;
    }

    /// <summary><c>192.0.2.1, 198.51.100.2 </c>: every entry an address or "unknown".</summary>
    private static bool IsForwardedList(ReadOnlySpan<byte> text, ref int used)
    {
        int at = 0;
        while (true)
        {
            int space = text[at..].IndexOf((byte)' ');
            if (space <= 0)
                return false;
            ReadOnlySpan<byte> entry = text.Slice(at, space);
            at += space + 1;
            bool last = entry[^1] != ',';
            if (!last)
                entry = entry[..^1];
            if (!ClientAddress.TryParseWithPort(entry, out _, out _) && !entry.SequenceEqual("unknown"u8))
                return false;
            if (last)
            {
                used = at;
                return true;
            }
        }
    }
}
