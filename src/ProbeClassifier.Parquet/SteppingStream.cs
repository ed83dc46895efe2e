using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace ProbeClassifier.Parquet;

/// <summary>
/// Writes on the thread that asks, also when asked for a task, and knows its position without seeking: Parquet.Net then never waits for
/// another thread, and what is written may be a pipe. It does not close what is below.
/// </summary>
internal sealed class SteppingStream(Stream output) : Stream
{
    private MemoryStream? _held;
    private long _position;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _position;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>From now on bytes are kept back.</summary>
    public void Hold() => _held = new MemoryStream();

    /// <summary>What was kept back, which is not; the position is as if it had not been written.</summary>
    public byte[] Release()
    {
        byte[] held = _held!.ToArray();
        _held = null;
        _position -= held.Length;
        return held;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        (_held ?? output).Write(buffer);
        _position += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    public override void Flush() => output.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        output.Flush();
        return Task.CompletedTask;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
