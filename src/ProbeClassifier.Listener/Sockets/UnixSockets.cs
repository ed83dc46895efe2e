using System;
using System.IO;
using System.Net.Sockets;
using ProbeClassifier.Listener.Accounting;
using ProbeClassifier.Listener.Configuration;

namespace ProbeClassifier.Listener.Sockets;

/// <summary>Opens Unix sockets. The framework removes a socket's file when it closes the socket.</summary>
internal static class UnixSockets
{
    public static (Socket Socket, BoundEndpoint Bound) Open(UnixEndpointOptions options)
    {
        SyslogTransport transport = options.IsDatagram ? SyslogTransport.UnixDatagram : SyslogTransport.UnixStream;
        SocketType type = options.IsDatagram ? SocketType.Dgram : SocketType.Stream;
        string endpoint = $"{TransportNames.Of(transport)} '{options.Path}'";
        MakeRoom(options.Path, type, endpoint);
        Socket? socket = null;
        try
        {
            socket = new Socket(AddressFamily.Unix, type, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint(options.Path));
            if (options.Mode is { } text && OctalMode.TryParse(text, out UnixFileMode mode) && !OperatingSystem.IsWindows())
                File.SetUnixFileMode(options.Path, mode);
            if (!options.IsDatagram)
                socket.Listen(BoundSockets.Backlog);
            return (socket, new BoundEndpoint(transport, options.Path, 0));
        }
        catch (Exception error) when (error is SocketException or IOException or UnauthorizedAccessException)
        {
            socket?.Dispose();
            throw new ListenerStartException($"cannot listen on {endpoint}: {error.Message}; the folder must exist and be writable by this process", error);
        }
    }

    /// <summary>Removes the file of a socket that nobody answers on, as a crash leaves it. Anything else that is there is an error.</summary>
    private static void MakeRoom(string path, SocketType type, string endpoint)
    {
        if (!Path.Exists(path) && new FileInfo(path).LinkTarget is null)
            return;
        if (!IsSocket(path))
            throw new ListenerStartException($"cannot listen on {endpoint}: a file that is no socket is there; remove it, or choose another path");

        // Connecting would wait for as long as the owner of a full backlog accepts nothing.
        using Socket probe = new(AddressFamily.Unix, type, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionRefused)
        {
            Remove(path, endpoint);
            return;
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.WouldBlock)
        {
            // Somebody listens, and is slow.
        }
        catch (SocketException error)
        {
            throw new ListenerStartException(
                $"cannot listen on {endpoint}: a socket is there, and whether it is in use cannot be told: {error.Message}; remove it, or choose another path", error);
        }

        throw new ListenerStartException($"cannot listen on {endpoint}: another process listens there; stop it, or choose another path");
    }

    private static void Remove(string path, string endpoint)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ListenerStartException(
                $"cannot listen on {endpoint}: a socket that nobody answers on is there, and cannot be removed: {error.Message}; remove it, or choose another path", error);
        }
    }

    /// <summary>
    /// A socket is neither link nor directory, has no length, and cannot be opened. Opened for reading and writing a FIFO does not wait.
    /// </summary>
    private static bool IsSocket(string path)
    {
        FileInfo file = new(path);
        if (file.LinkTarget is not null || !file.Exists || file.Length > 0)
            return false;
        try
        {
            File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
