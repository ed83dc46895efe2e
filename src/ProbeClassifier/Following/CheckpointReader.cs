using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Text;
using ProbeClassifier.Parsing;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Following;

/// <summary>
/// Bytes to counts and positions. Damage of any kind is an <see cref="InvalidDataException"/>, and calls for the previous checkpoint; a whole
/// one that is of no use here is a <see cref="CheckpointException"/>, because the previous one would be of none either.
/// </summary>
internal ref struct CheckpointReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;

    private CheckpointReader(ReadOnlySpan<byte> content) => _bytes = content;

    public static (FollowerCounts Counts, KnownLogs Known) Read(ReadOnlySpan<byte> file, ProbeParserOptions parser, ProbeRollupOptions rollup)
    {
        Require(file.Length >= CheckpointWriter.HeaderBytes + CheckpointWriter.ChecksumBytes, "it is too short");
        ReadOnlySpan<byte> header = file[..CheckpointWriter.HeaderBytes];
        Require(BinaryPrimitives.ReadUInt64LittleEndian(header) == CheckpointWriter.Magic, "it does not begin as one");
        Require(BinaryPrimitives.ReadUInt64LittleEndian(header[24..]) == CheckpointWriter.ChecksumOf(header[..24]), "the checksum of its header does not fit");
        ulong version = BinaryPrimitives.ReadUInt64LittleEndian(header[8..]);
        if (version != CheckpointWriter.Version)
        {
            throw new CheckpointException(string.Create(
                CultureInfo.InvariantCulture,
                $"has version {version}; expected version {CheckpointWriter.Version}. Use the program that wrote it, or another checkpoint file"));
        }

        ReadOnlySpan<byte> content = file[CheckpointWriter.HeaderBytes..^CheckpointWriter.ChecksumBytes];
        Require(BinaryPrimitives.ReadUInt64LittleEndian(header[16..]) == (ulong)content.Length, "it ends early");
        Require(
            BinaryPrimitives.ReadUInt64LittleEndian(file[^CheckpointWriter.ChecksumBytes..]) == CheckpointWriter.ChecksumOf(content),
            "its checksum does not fit");
        return new CheckpointReader(content).ReadAll(parser, rollup);
    }

    private (FollowerCounts Counts, KnownLogs Known) ReadAll(ProbeParserOptions parser, ProbeRollupOptions rollup)
    {
        CheckSame("a line limit of", Int64(), parser.MaxFrameBytes);
        CheckSame("the year", YearText(Int64()), YearText(parser.Year ?? 0));
        CheckSame("the time zone", Text(), parser.TimeZone.Id);
        long bytes = Int64();
        long files = Int64();
        KnownLogs known = ReadLogs();
        long length = Int64();
        Require(length == _bytes.Length - _at, "its snapshot has another length");
        try
        {
            return (new FollowerCounts(ProbeRollup.FromSnapshot(_bytes[_at..], rollup)) { Bytes = bytes, Files = files }, known);
        }
        catch (SnapshotException e)
        {
            throw new CheckpointException($"cannot be gone on with: {e.Message}. Start with the same options as before, or with another checkpoint file");
        }
    }

    private KnownLogs ReadLogs()
    {
        var known = new KnownLogs();
        for (long left = Int64(); left > 0; left--)
        {
            var log = new Incarnation
            {
                Place = Text(),
                Device = UInt64(),
                Inode = UInt64(),
                LastWrite = Int64(),
                Position = Int64(),
            };
            Require(log.Position >= 0, "a position is negative");
            long flags = Int64();
            (log.InOversizeLine, log.IsCounted, log.IsFinished) = ((flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0);
            log.Head = Mark();
            log.Tail = Mark();
            known.All.Add(log);
        }

        for (long left = Int64(); left > 0; left--)
        {
            var stamp = new FileStamp(UInt64(), UInt64(), Int64(), Int64(), IsRegular: true);
            string path = Text();
            long number = Int64();
            Require(number < known.All.Count, "a settled file has no log");
            known.Settled[new SettledFile(stamp, path)] = new SettledState(number < 0 ? null : known.All[(int)number]);
        }

        for (long left = Int64(); left > 0; left--)
            known.Origins[Text()] = Int64();
        return known;
    }

    private static string YearText(long year) => year == 0 ? "none" : year.ToString(CultureInfo.InvariantCulture);

    private static void CheckSame<T>(string what, T made, T asked)
    {
        if (!Equals(made, asked))
        {
            throw new CheckpointException(string.Create(
                CultureInfo.InvariantCulture,
                $"was made with {what} {made}, not {asked}. Start with the same options as before, or with another checkpoint file"));
        }
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new InvalidDataException(otherwise);
    }

    private Fingerprint Mark() => new(UInt64(), UInt64());

    private string Text()
    {
        long length = Int64();
        Require(length >= 0 && length <= _bytes.Length - _at, "a text ends early");
        string text = Encoding.UTF8.GetString(_bytes.Slice(_at, (int)length));
        _at += (int)length;
        return text;
    }

    private long Int64() => (long)UInt64();

    private ulong UInt64()
    {
        Require(_bytes.Length - _at >= 8, "it ends early");
        ulong value = BinaryPrimitives.ReadUInt64LittleEndian(_bytes[_at..]);
        _at += 8;
        return value;
    }
}
