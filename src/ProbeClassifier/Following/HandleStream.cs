using System;
using System.IO;
using Microsoft.Win32.SafeHandles;
using ProbeClassifier.Reading;

namespace ProbeClassifier.Following;

/// <summary>A file from its start, read by a handle that stays open.</summary>
internal sealed class HandleStream(SafeFileHandle file) : ForwardStream
{
    private long _at;

    public override int Read(Span<byte> buffer)
    {
        int read = RandomAccess.Read(file, buffer, _at);
        _at += read;
        return read;
    }
}
