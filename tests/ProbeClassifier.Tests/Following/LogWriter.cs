using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;

namespace ProbeClassifier.Tests.Following;

/// <summary>
/// A daemon and its logrotate: writes a log, renames, copies, truncates and compresses it, each in the steps that a follower may see, and
/// remembers what each generation of the log held.
/// </summary>
internal sealed class LogWriter(string folder, string name, Random random)
{
    private readonly List<MemoryStream> _generations = [new MemoryStream()];
    private readonly Queue<Action> _underWay = new();
    private int _line;
    private int _endings;

    public string Log { get; } = Path.Combine(folder, name);

    /// <summary>What was written to each generation; the last is the present one.</summary>
    public IEnumerable<byte[]> Generations => _generations.Select(g => g.ToArray());

    /// <summary>Whether a rotation is between two of its steps: nothing is written then.</summary>
    public bool IsRotating => _underWay.Count > 0;

    /// <summary>What stands in the folder, for who reads a failure.</summary>
    public IEnumerable<string> Sizes() => Directory.GetFiles(folder, name + "*").Order(StringComparer.Ordinal)
        .Select(f => string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(f)[name.Length..]}={new FileInfo(f).Length}"));

    /// <summary>Goes on with the rotation that is under way.</summary>
    public void GoOn()
    {
        if (_underWay.TryDequeue(out Action? step))
            step();
    }

    public void EndRotation()
    {
        while (IsRotating)
            GoOn();
    }

    public void Append(int lines)
    {
        var text = new StringBuilder();
        for (int i = 0; i < lines; i++)
            text.Append(NextLine()).Append('\n');
        Write(text.ToString());
    }

    /// <summary>A piece of a line, and perhaps the end of the one before.</summary>
    public void AppendPart()
    {
        string line = NextLine() + "\n" + NextLine();

        // With the stamp whole: no two generations are alike, as no two of a real log are.
        Write(line[..random.Next("Nov 24 10:00:00 fw0".Length, line.Length)]);
    }

    public void EndLine() => Write(string.Create(CultureInfo.InvariantCulture, $" end of a line, the {++_endings}th\n"));

    public void RotateByRename(bool createsAtOnce)
    {
        EndRotation();
        Shift();
        if (File.Exists(Log))
            File.Move(Log, Log + ".1");
        _generations.Add(new MemoryStream());
        if (createsAtOnce)
            _underWay.Enqueue(() => File.WriteAllBytes(Log, []));
    }

    public void RotateByCopy()
    {
        EndRotation();
        if (!File.Exists(Log))
            return;
        Shift();
        string copy = Log + ".1";
        byte[] text = File.ReadAllBytes(Log);
        int half = random.Next(text.Length + 1);
        _underWay.Enqueue(() => File.WriteAllBytes(copy, text[..half]));
        _underWay.Enqueue(() => Extend(copy, text.AsSpan(half)));
        _underWay.Enqueue(() =>
        {
            using FileStream file = new(Log, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(0);
            _generations.Add(new MemoryStream());
        });
    }

    /// <summary>Compresses one of the rotated logs.</summary>
    public void Compress()
    {
        EndRotation();
        string[] plain = [.. Directory.GetFiles(folder, name + ".*").Where(f => char.IsAsciiDigit(f[^1]))];
        if (plain.Length == 0)
            return;
        string file = plain[random.Next(plain.Length)];
        byte[] gzip = Gzip(File.ReadAllBytes(file));
        int half = random.Next(gzip.Length + 1);
        _underWay.Enqueue(() => File.WriteAllBytes(file + ".gz", gzip[..half]));
        _underWay.Enqueue(() =>
        {
            Extend(file + ".gz", gzip.AsSpan(half));
            File.SetLastWriteTimeUtc(file + ".gz", File.GetLastWriteTimeUtc(file));
        });
        _underWay.Enqueue(() => File.Delete(file));
    }

    /// <summary>Deletes the log; it is made anew by the next write.</summary>
    public void Delete()
    {
        EndRotation();
        File.Delete(Log);
        _generations.Add(new MemoryStream());
    }

    private static byte[] Gzip(byte[] text)
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
            gzip.Write(text);
        return bytes.ToArray();
    }

    private static void Extend(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.Write(bytes);
    }

    /// <summary>log.1 becomes log.2, and so on.</summary>
    private void Shift()
    {
        string Rotated(int i, string end) => string.Create(CultureInfo.InvariantCulture, $"{Log}.{i}{end}");
        for (int i = _generations.Count + 1; i >= 1; i--)
        {
            foreach (string end in (string[])["", ".gz"])
            {
                if (File.Exists(Rotated(i, end)))
                    File.Move(Rotated(i, end), Rotated(i + 1, end));
            }
        }
    }

    private void Write(string text)
    {
        EndRotation();
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        Extend(Log, bytes);
        _generations[^1].Write(bytes);
    }

    private string NextLine()
    {
        int n = _line++;
        string stamp = string.Create(CultureInfo.InvariantCulture, $"Nov 24 {10 + (n / 3600 % 10):00}:{n / 60 % 60:00}:{n % 60:00} fw{n % 3}");
        return (n % 7) switch
        {
            0 => $"{stamp} kernel: DROP IN=eth0 OUT= SRC=203.0.113.{n % 250} DST=192.0.2.1 LEN=60 TOS=0x00 PREC=0x00 TTL=50 ID={n} DF PROTO=TCP SPT=1024 DPT={(n % 2 == 0 ? 23 : 22)} WINDOW=1024 RES=0x00 SYN URGP=0",
            1 or 2 => $"{stamp} kernel: DROP IN=eth0 OUT= SRC=203.0.113.{n % 100} DST=192.0.2.{n % 60} LEN=84 TOS=0x00 PREC=0x00 TTL=50 ID={n} PROTO=ICMP TYPE=8 CODE=0 ID=7 SEQ=1",
            3 or 4 => $"{stamp} last message repeated {1 + (n % 5)} times",
            5 when n % 5 == 0 => $"{stamp} app[{n}]: {new string('x', 300 + (n % 500))}",
            5 => $"{stamp} kernel: TTL=126 ID={n} DF PROTO=TCP SPT=1822 DPT=1080 WINDOW=8192 RES=0x00 SYN URGP=0",
            _ => $"{stamp} cron[{n}]: nothing\r",
        };
    }
}
