using System;
using System.Globalization;
using System.IO;
using System.Net.Sockets;
using System.Threading;

namespace ProbeClassifier.Listener.Sockets;

/// <summary>How many datagrams the system threw away for a UDP socket, from <c>/proc/net/udp</c> and <c>udp6</c>. Thread-safe.</summary>
internal sealed class KernelDrops
{
    /// <summary>The columns of a line, split at spaces.</summary>
    private const int InodeColumn = 9;

    private const int DropsColumn = 12;

    private readonly string? _inode;
    private readonly string _table;
    private long _last;

    public KernelDrops(Socket socket)
    {
        _table = socket.AddressFamily == AddressFamily.InterNetworkV6 ? "/proc/net/udp6" : "/proc/net/udp";
        _inode = Inode(socket);
    }

    /// <summary>Since the socket was opened. When it is closed, or nothing can be learned, the last that was.</summary>
    public long Read()
    {
        if (_inode is not null && Find() is { } drops)
            Volatile.Write(ref _last, Math.Max(drops, Volatile.Read(ref _last)));
        return Volatile.Read(ref _last);
    }

    private long? Find()
    {
        try
        {
            foreach (string line in File.ReadLines(_table))
            {
                string[] columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (columns.Length > DropsColumn && string.Equals(columns[InodeColumn], _inode, StringComparison.Ordinal))
                    return long.TryParse(columns[DropsColumn], NumberStyles.None, CultureInfo.InvariantCulture, out long drops) ? drops : null;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // No such table here.
        }

        return null;
    }

    private static string? Inode(Socket socket)
    {
        const string Prefix = "socket:[";
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            string? target = new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{socket.Handle}")).LinkTarget;
            return target is not null && target.StartsWith(Prefix, StringComparison.Ordinal) ? target[Prefix.Length..^1] : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
