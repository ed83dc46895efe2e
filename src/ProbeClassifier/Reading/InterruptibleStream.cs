using System;
using System.IO;
using System.Threading;

namespace ProbeClassifier.Reading;

/// <summary>
/// A pipe that can be given up while a read of it blocks: the reads are done on a thread of their own, which is left behind then. A
/// cancelled read looks like the end of the input.
/// </summary>
internal sealed class InterruptibleStream : ForwardStream
{
    private readonly Stream _input;
    private readonly CancellationToken _cancellation;
    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly SemaphoreSlim _filled = new(0);
    private readonly SemaphoreSlim _empty = new(1);
    private int _at;
    private int _length;
    private int _pumped;
    private bool _ended;
    private IOException? _failure;

    public InterruptibleStream(Stream input, CancellationToken cancellation)
    {
        _input = input;
        _cancellation = cancellation;
        new Thread(Pump) { IsBackground = true, Name = "ProbeReader input" }.Start();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_at == _length && !_ended)
            Take();
        int count = Math.Min(buffer.Length, _length - _at);
        _buffer.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        if (_at == _length && !_ended)
        {
            _at = _length = 0;
            _empty.Release();
        }

        return count;
    }

    /// <summary>Waits for the pump. Only here does what it read become the reader's.</summary>
    private void Take()
    {
        try
        {
            _filled.Wait(_cancellation);
        }
        catch (OperationCanceledException)
        {
            _ended = true;
            return;
        }

        if (_failure is not null)
            throw _failure;
        _at = 0;
        _length = _pumped;
        _ended = _length == 0;
    }

    /// <summary>
    /// Writes the buffer and <see cref="_pumped"/> between a wait for <see cref="_empty"/> and a release of <see cref="_filled"/>,
    /// and touches nothing of the reader's.
    /// </summary>
    private void Pump()
    {
        do
        {
            _empty.Wait();
            try
            {
                _pumped = _input.Read(_buffer);
            }
            catch (IOException e)
            {
                _failure = e;
                _pumped = 0;
            }
            catch (ObjectDisposedException)
            {
                // Given up.
                _pumped = 0;
            }

            _filled.Release();
        }
        while (_pumped != 0);
    }
}
