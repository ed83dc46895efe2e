using System;
using System.IO;
using Microsoft.Win32.SafeHandles;
using ProbeClassifier.Reading;

namespace ProbeClassifier.Following;

/// <summary>What a look at an open log found.</summary>
internal enum ReadOutcome
{
    /// <summary>Nothing new.</summary>
    Quiet = 0,

    /// <summary>More text, be it half a line that stays for later.</summary>
    Grown = 1,

    /// <summary>The file holds other text now: it was cut, and perhaps written anew.</summary>
    Truncated = 2,

    /// <summary>It was told to stop.</summary>
    Stopped = 3,
}

/// <summary>An incarnation in an open file. The handle keeps the text within reach after a rename or a deletion.</summary>
internal sealed class OpenLog : IDisposable
{
    private readonly Incarnation _log;
    private readonly SafeFileHandle _file;
    private readonly TrackSetup _setup;
    private readonly LineTrack _track;
    private FileStamp _seen;
    private byte[] _begin = [];
    private Fingerprint _half;
    private int _halfLength;
    private long _leftAt;

    private OpenLog(Incarnation log, SafeFileHandle file, FollowerCounts counts, TrackSetup setup)
    {
        _log = log;
        _file = file;
        _setup = setup;
        _track = new LineTrack(log, counts, setup);
    }

    public SafeFileHandle File => _file;

    /// <summary>Whether it still stands where it was met.</summary>
    public bool IsInPlace { get; set; } = true;

    /// <summary>When it last had something new, as a timestamp of the clock.</summary>
    public long ChangedAt { get; private set; }

    /// <summary>Since when it is quiet and out of its place, as a timestamp of the clock.</summary>
    public long QuietSince => Math.Max(ChangedAt, _leftAt);

    public TextMark Mark => _track.Mark;

    /// <summary>Changes with each look that found the file changed.</summary>
    public long Version { get; private set; }

    /// <summary>Whether text is left that has no line end.</summary>
    public bool HasHalfLine => _seen.Length > _log.Position;

    /// <summary>Opens an incarnation in a file; null when the file does not hold what was read of it.</summary>
    public static OpenLog? TryOpen(Incarnation log, SafeFileHandle file, FileStamp stamp, FollowerCounts counts, TrackSetup setup, long now)
    {
        TextMark? mark = stamp.Length < log.Position ? null : TextMark.Load(file, log.Position);
        if (mark is null)
            return null;
        if (log.Position > 0 && (Fingerprint.Of(mark.Head) != log.Head || Fingerprint.Of(mark.Tail) != log.Tail))
            return null;
        var open = new OpenLog(log, file, counts, setup) { ChangedAt = now };
        open._track.Prime(file, mark);
        if (setup.Parser.Year is null && stamp.Length > log.Position)
        {
            DateTimeOffset lastWrite = setup.Parser.ReferenceTime ?? new DateTimeOffset(stamp.LastWrite, TimeSpan.Zero);
            open._track.SetYears(YearMap.Build(new LineFile(file).SampleYears(stamp.Length), lastWrite), stamp.Length);
        }

        open._begin = new byte[Math.Min(stamp.Length, TextMark.Telling)];
        if (!Fingerprint.TryRead(file, 0, open._begin))
            return null;
        (log.Device, log.Inode, log.LastWrite) = (stamp.Device, stamp.Inode, stamp.LastWrite);
        open._seen = stamp with { Length = log.Position, LastWrite = 0 };
        return open;
    }

    /// <summary>Reads the whole lines that came since the last time.</summary>
    /// <param name="now">The clock's timestamp.</param>
    /// <param name="goOn">Called after each block, between two lines; false to stop.</param>
    public ReadOutcome Read(long now, Func<bool> goOn)
    {
        FileStamp stamp = FileStamp.Of(_file, withIdentity: false);
        if (stamp.Length == _seen.Length && stamp.LastWrite == _seen.LastWrite)
        {
            if (_track.IsPrimed && _setup.Parser.TimeProvider.GetElapsedTime(ChangedAt, now) > LogFollowerOptions.RestAfter)
                _track.Rest();
            return ReadOutcome.Quiet;
        }

        if (HoldsOtherText(stamp.Length))
            return ReadOutcome.Truncated;
        Version++;
        Wake();
        _halfLength = 0;
        int held = 0;
        while (true)
        {
            int read = RandomAccess.Read(_file, Room(held), _log.Position + held);

            // Asked after the read: what was read before a truncation is the log's, and the bytes before it are still there.
            if (!_track.Mark.TailFits(_file, _log.Position))
                return ReadOutcome.Truncated;
            if (read == 0)
                break;
            int filled = held + read;
            int done = _track.Take(_setup.Buffer.AsSpan(0, filled), isFinal: false);
            held = filled - done;
            _setup.Buffer.AsSpan(done, held).CopyTo(_setup.Buffer);
            if (!goOn())
                return ReadOutcome.Stopped;
        }

        // Of a half line too it is known whether it is still there: all that was read of a young log may be one.
        (_half, _halfLength) = (Fingerprint.Of(_setup.Buffer.AsSpan(0, held)), held);
        bool grown = stamp.Length != _seen.Length;
        _log.LastWrite = stamp.LastWrite;
        _seen = stamp;
        if (grown)
            ChangedAt = now;
        return grown ? ReadOutcome.Grown : ReadOutcome.Quiet;
    }

    /// <summary>Counts what is left without a line end as a line. What may be written behind it is then a line of its own.</summary>
    public void FlushHalfLine()
    {
        Wake();
        Span<byte> rest = _setup.Buffer;
        int filled = 0;
        int read;
        while ((read = RandomAccess.Read(_file, rest[filled..], _log.Position + filled)) > 0)
            filled += read;
        rest = rest[..filled];

        // With a line end it is no half line any more: the next look reads it.
        if (filled > 0 && rest.IndexOf((byte)'\n') < 0 && _track.Mark.TailFits(_file, _log.Position))
        {
            _track.Take(rest, isFinal: true);
            _halfLength = 0;
        }
    }

    /// <summary>Whether a text that begins so may be this one: a look that needs no disk, for folders of many logs.</summary>
    public bool MayBegin(ReadOnlySpan<byte> head)
    {
        int count = Math.Min(head.Length, _begin.Length);
        return head[..count].SequenceEqual(_begin.AsSpan(0, count));
    }

    /// <summary>The ends of all that the file holds; null when that is nothing, or it was truncated.</summary>
    public (long Length, TextMark Mark)? WholeText()
    {
        _log.SetMark(_track.Mark);
        long length = RandomAccess.GetLength(_file);
        return length > 0 && length >= _log.Position && TextMark.Load(_file, length) is { } mark && _track.Mark.TailFits(_file, _log.Position)
            ? (length, mark) : null;
    }

    /// <summary>Whether the file holds other text now.</summary>
    public bool IsTruncated()
    {
        FileStamp stamp = FileStamp.Of(_file, withIdentity: false);
        return (stamp.Length != _seen.Length || stamp.LastWrite != _seen.LastWrite) && HoldsOtherText(stamp.Length);
    }

    /// <summary>Whether another file holds the same text as this one up to a length that both have.</summary>
    public bool StartsAs(SafeFileHandle other, long length) => TextMark.Load(other, length) is { } mark && StartsWith(mark, length);

    /// <summary>Whether this holds a text of that length with such ends, and perhaps more.</summary>
    public bool StartsWith(TextMark mark, long length) => TextMark.Load(_file, length) is { } own
        && own.Head.SequenceEqual(mark.Head) && own.Tail.SequenceEqual(mark.Tail);

    /// <summary>Says that it does not stand any more where it was met.</summary>
    public void LeavePlace(long now)
    {
        IsInPlace = false;
        _leftAt = now;
    }

    public void Dispose() => _file.Dispose();

    private bool HoldsOtherText(long length)
    {
        if (length < _log.Position + _halfLength || !_track.Mark.TailFits(_file, _log.Position))
            return true;
        Span<byte> half = _setup.Buffer.AsSpan(0, _halfLength);
        return _halfLength > 0 && (!Fingerprint.TryRead(_file, _log.Position, half) || Fingerprint.Of(half) != _half);
    }

    private Span<byte> Room(int held)
    {
        Span<byte> room = _setup.Buffer.AsSpan(held);
        long toLimit = _track.Limit - _log.Position - held;
        return toLimit > 0 && toLimit < room.Length ? room[..(int)toLimit] : room;
    }

    private void Wake()
    {
        if (_track.IsPrimed)
            _track.TurnTo();
        else
            _track.Prime(_file, _track.Mark);
    }
}
