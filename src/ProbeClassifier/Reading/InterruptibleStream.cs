using System;
using System.IO;
using System.Threading;

namespace ProbeClassifier.Reading;

/// <summary>
/// A pipe that can be given up while a read of it blocks: the reads are done on a thread of their own, which is left behind then. A
/// cancelled read looks like the end of the input.
/// </summary>
internal sealed class InterruptibleStream : Stream
{
    private readonly Stream _input;
    private readonly CancellationToken _cancellation;
    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly SemaphoreSlim _filled = new(0);
    private readonly SemaphoreSlim _empty = new(1);
    private int _at;
    private int _length;
    private bool _ended;
    private IOException? _failure;

    public InterruptibleStream(Stream input, CancellationToken cancellation)
    {
        _input = input;
        _cancellation = cancellation;
        new Thread(Pump) { IsBackground = true, Name = "ProbeReader input" }.Start();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_at == _length && !_ended)
        {
            try
            {
                _filled.Wait(_cancellation);
            }
            catch (OperationCanceledException)
            {
                _ended = true;
                return 0;
            }

            if (_failure is not null)
                throw _failure;
            _ended = _length == 0;
            _at = 0;
        }

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

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Pump()
    {
        int read = -1;
        while (read != 0)
        {
            _empty.Wait();
            try
            {
                read = _input.Read(_buffer);
            }
            catch (IOException e)
            {
                _failure = e;
                read = 0;
            }

            _length = read;
            _filled.Release();
        }
    }
}
