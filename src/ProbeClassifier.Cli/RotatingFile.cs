using System;
using System.Globalization;
using System.IO;

namespace ProbeClassifier.Cli;

/// <summary>
/// A file that lines are added to. When the next would make it larger than a size, it takes the number after the greatest that is there
/// (FILE.1, FILE.2 …: the greatest is the newest, over restarts too) and a new one begins. A line is never cut: one larger than the size has a file to itself. Nothing is deleted.
/// Others may cut the file down to nothing meanwhile, as <c>logrotate</c> does with <c>copytruncate</c>.
/// </summary>
internal sealed class RotatingFile : Stream
{
    /// <summary>The least and the greatest size, bytes.</summary>
    public const long LeastSize = 4096;

    public const long GreatestSize = 1L << 50;

    private readonly string _path;
    private readonly long _most;
    private FileStream _file;
    private long _number;

    /// <param name="path">The file; what it holds stays.</param>
    /// <param name="most">The size in bytes; <see cref="long.MaxValue"/> for one file.</param>
    public RotatingFile(string path, long most)
    {
        _path = path;
        _most = most;
        _file = Open();
        if (most < long.MaxValue)
            _number = GreatestNumber(path);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whole lines, each with its LF.</summary>
    public override void Write(ReadOnlySpan<byte> lines)
    {
        while (!lines.IsEmpty)
        {
            // What is no regular file has no length, and cannot be given another name.
            long room = _file.CanSeek ? _most - _file.Length : long.MaxValue;
            int fits = lines.Length <= room ? lines.Length : room <= 0 ? 0 : lines[..(int)room].LastIndexOf((byte)'\n') + 1;
            if (fits == 0 && _file.Length > 0)
            {
                Rotate();
                continue;
            }

            if (fits == 0)
                fits = lines.IndexOf((byte)'\n') + 1;
            Append(lines[..fits]);
            lines = lines[fits..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => _file.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>
    /// The framework's append mode looks for the end once, when it opens: behind a file that was cut down it would leave a hole of NULs.
    /// </summary>
    private void Append(ReadOnlySpan<byte> lines)
    {
        if (_file.CanSeek)
            _file.Seek(0, SeekOrigin.End);
        _file.Write(lines);
    }

    private FileStream Open() => new(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);

    /// <summary>Of the files FILE.N, and FILE.N.gz and the like, that are there; 0 for none.</summary>
    private static long GreatestNumber(string path)
    {
        string prefix = Path.GetFileName(path) + ".";
        long greatest = 0;
        foreach (string entry in Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(Path.GetFullPath(path))!))
        {
            string name = Path.GetFileName(entry);
            if (!name.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            ReadOnlySpan<char> rest = name.AsSpan(prefix.Length);
            int end = rest.IndexOf('.');
            if (long.TryParse(end < 0 ? rest : rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number < long.MaxValue)
                greatest = Math.Max(greatest, number);
        }

        return greatest;
    }

    private void Rotate()
    {
        _file.Dispose();
        string target;
        do
            target = string.Create(CultureInfo.InvariantCulture, $"{_path}.{++_number}");
        while (Path.Exists(target));
        File.Move(_path, target, overwrite: false);
        _file = Open();
    }
}
