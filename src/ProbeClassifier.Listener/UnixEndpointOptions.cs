namespace ProbeClassifier.Listener;

/// <summary>A Unix socket to listen on. Its file goes when the listener stops. Immutable.</summary>
public sealed record UnixEndpointOptions
{
    /// <summary>
    /// Where the socket's file is to be; at most 107 bytes. A socket that is there already is removed if nobody answers on it; any other
    /// file is left, and the start fails.
    /// </summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>A datagram socket, as <c>/dev/log</c> is; false for a stream socket. Default true.</summary>
    public bool IsDatagram { get; init; } = true;

    /// <summary>The file's permissions, three or four octal digits such as <c>666</c>. Default null: what the umask leaves.</summary>
    public string? Mode { get; init; }
}
