using System;
using System.IO;
using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace ProbeClassifier.Reading;

/// <summary>
/// Decompresses gzip of any number of members and tells whether it was whole. The framework's stream takes a cut file for a
/// complete one; so, at the end of the input, one more member is fed to it: only behind a whole file does that come out as it went
/// in.
/// </summary>
internal sealed class GzipSource : IDisposable
{
    private static readonly byte[] Marker = "ProbeClassifier end of input"u8.ToArray();

    private readonly Feed _feed;
    private readonly GZipStream _gzip;

    public GzipSource(Stream compressed)
    {
        _feed = new Feed(compressed);
        _gzip = new GZipStream(_feed, CompressionMode.Decompress);
    }

    /// <summary>Whether a file begins as gzip does.</summary>
    public static bool IsGzip(SafeFileHandle handle)
    {
        Span<byte> magic = stackalloc byte[2];
        return RandomAccess.Read(handle, magic, 0) == 2 && magic[0] == 0x1F && magic[1] == 0x8B;
    }

    /// <summary>Reads like a stream.</summary>
    /// <exception cref="InvalidDataException">The data is damaged.</exception>
    public int Read(Span<byte> buffer) => _gzip.Read(buffer);

    /// <summary>Once <see cref="Read"/> has given 0: whether the input ended where a member ends.</summary>
    public bool EndedWhole()
    {
        _feed.Append(Compress(Marker));
        byte[] rest = new byte[Marker.Length + 1];
        int length = 0;
        try
        {
            int read;
            while (length < rest.Length && (read = _gzip.Read(rest, length, rest.Length - length)) > 0)
                length += read;
        }
        catch (InvalidDataException)
        {
            return false;
        }

        return rest.AsSpan(0, length).SequenceEqual(Marker);
    }

    public void Dispose()
    {
        _gzip.Dispose();
        _feed.Dispose();
    }

    private static byte[] Compress(byte[] text)
    {
        var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(text);
        return output.ToArray();
    }

    /// <summary>The input, and after its end what is appended.</summary>
    private sealed class Feed(Stream input) : ForwardStream
    {
        private ReadOnlyMemory<byte> _appended;

        public void Append(ReadOnlyMemory<byte> bytes) => _appended = bytes;

        public override int Read(Span<byte> buffer)
        {
            if (_appended.IsEmpty)
                return input.Read(buffer);
            int count = Math.Min(buffer.Length, _appended.Length);
            _appended.Span[..count].CopyTo(buffer);
            _appended = _appended[count..];
            return count;
        }
    }
}
