using System;

namespace ProbeClassifier.Dialects.AccessLog;

/// <summary>
/// What stands before the stamp: <c>[vhost[:port] ]client ident user</c>. The user is the client's text and may hold spaces;
/// the surer the fields before it are, the more of that is believed, so that prose which quotes a log line is not one.
/// </summary>
internal readonly ref struct AccessLogHead
{
    private AccessLogHead(AccessLogClient client, int clientStart)
    {
        Client = client;
        ClientStart = clientStart;
    }

    public AccessLogClient Client { get; }

    /// <summary>Where the client field begins in the text, from 0.</summary>
    public int ClientStart { get; }

    /// <summary>Reads the head.</summary>
    /// <param name="text">From the start of the message up to the space before the stamp, without it.</param>
    /// <param name="head">The client found.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, out AccessLogHead head)
    {
        int space = text.IndexOf((byte)' ');
        if (space > 0 && TryReadBehindHost(text, space, out head))
            return true;

        AccessLogClient client = AccessLogClient.Read(text, out int used);
        head = new(client, 0);
        return client.Kind != ClientKind.None
            && HasIdentAndUser(text[used..], lenient: client.Kind == ClientKind.Address);
    }

    /// <summary>
    /// With two addresses in front (<c>192.0.2.80 198.51.100.7 - -</c>) the first is the host: hosts named by address are
    /// common, an identd that answers with an address is not.
    /// </summary>
    private static bool TryReadBehindHost(ReadOnlySpan<byte> text, int space, out AccessLogHead head)
    {
        ReadOnlySpan<byte> host = text[..space];
        ReadOnlySpan<byte> rest = text[(space + 1)..];
        AccessLogClient client = AccessLogClient.Read(rest, out int used);
        head = new(client, space + 1);
        if (client.Kind is ClientKind.None or ClientKind.Dash || !VirtualHost.IsOne(host, out bool hasPort))
            return false;

        bool qualified = hasPort || host.IndexOfAny((byte)'.', (byte)':') >= 0;
        if (client.Kind == ClientKind.Name && !(hasPort || (qualified && rest[..used].Contains((byte)'.'))))
            return false;

        return HasIdentAndUser(rest[used..], lenient: qualified && client.Kind == ClientKind.Address);
    }

    /// <summary>
    /// Lenient: an ident of one word with a user of one word, or <c>-</c> with a user of any text. Otherwise only <c>-</c>
    /// with one word: "Invalid user x" must not read as client, ident, user. The user may be empty.
    /// </summary>
    private static bool HasIdentAndUser(ReadOnlySpan<byte> text, bool lenient)
    {
        int space = text.IndexOf((byte)' ');
        if (space <= 0)
            return false;
        bool dash = space == 1 && text[0] == '-';
        bool oneWord = !text[(space + 1)..].Contains((byte)' ');
        return lenient ? dash || oneWord : dash && oneWord;
    }
}
