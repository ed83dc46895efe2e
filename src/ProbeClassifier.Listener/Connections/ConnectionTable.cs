using System;
using System.Collections.Generic;
using System.Net;
using System.Threading;
using System.Threading.Tasks;

namespace ProbeClassifier.Listener.Connections;

/// <summary>The open connections, and how many there may be. Thread-safe.</summary>
internal sealed class ConnectionTable(int most, int? mostOfAddress)
{
    private readonly Lock _lock = new();
    private readonly HashSet<PeerConnection> _open = [];
    private readonly Dictionary<IPAddress, int> _ofAddress = [];
    private TaskCompletionSource? _empty;

    /// <summary>Takes a connection in; or says why not.</summary>
    public CloseReason TryAdd(PeerConnection connection)
    {
        lock (_lock)
        {
            if (_open.Count >= most)
                return CloseReason.TooManyConnections;
            if (connection.Address is { } address)
            {
                int open = _ofAddress.GetValueOrDefault(address);
                if (open >= mostOfAddress)
                    return CloseReason.TooManyFromAddress;
                _ofAddress[address] = open + 1;
            }

            _open.Add(connection);
            return CloseReason.None;
        }
    }

    /// <summary>Lets a connection go. Whoever finds its place free, or the table empty, finds it counted too.</summary>
    public void Remove(PeerConnection connection, Action count)
    {
        lock (_lock)
        {
            if (!_open.Remove(connection))
                return;
            if (connection.Address is { } address)
            {
                int left = _ofAddress[address] - 1;
                if (left == 0)
                    _ofAddress.Remove(address);
                else
                    _ofAddress[address] = left;
            }

            count();
            if (_open.Count == 0)
                _empty?.TrySetResult();
        }
    }

    public PeerConnection[] Open()
    {
        lock (_lock)
            return [.. _open];
    }

    /// <summary>Done when no connection is open. To be asked when no more are taken in.</summary>
    public Task WhenEmpty()
    {
        lock (_lock)
        {
            _empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_open.Count == 0)
                _empty.TrySetResult();
            return _empty.Task;
        }
    }
}
