using System;
using System.IO;
using Microsoft.Win32.SafeHandles;
using ProbeClassifier.Reading;

namespace ProbeClassifier.Following;

/// <summary>An incarnation in a compressed file: what was read of it is passed over, the rest is counted.</summary>
internal static class GzipLog
{
    /// <summary>Reads to the end; false when told to stop, or when the text is not that of the incarnation after all.</summary>
    /// <exception cref="InvalidDataException">The data is damaged; the position stands before what could not be read.</exception>
    public static bool ReadRest(
        Incarnation log, SafeFileHandle file, FileStamp stamp, GzipSurvey survey, FollowerCounts counts, TrackSetup setup, Func<bool> goOn)
    {
        var track = new LineTrack(log, counts, setup);
        if (setup.Parser.Year is null)
        {
            DateTimeOffset lastWrite = setup.Parser.ReferenceTime ?? new DateTimeOffset(stamp.LastWrite, TimeSpan.Zero);
            track.SetYears(YearMap.Build(survey.Samples, lastWrite), survey.TextLength);
        }

        track.Begin();
        using var gzip = new GzipSource(new HandleStream(file));
        byte[] buffer = setup.Buffer;
        for (long at = 0; at < log.Position;)
        {
            int read = gzip.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, log.Position - at)));
            if (read == 0)
                return false;
            track.Skip(buffer.AsSpan(0, read));
            at += read;
            if (!goOn())
                return false;
        }

        if (log.Position > 0 && (Fingerprint.Of(track.Mark.Head) != log.Head || Fingerprint.Of(track.Mark.Tail) != log.Tail))
            return false;
        return Take(log, track, gzip, buffer, goOn);
    }

    private static bool Take(Incarnation log, LineTrack track, GzipSource gzip, byte[] buffer, Func<bool> goOn)
    {
        int held = 0;
        try
        {
            while (true)
            {
                Span<byte> room = buffer.AsSpan(held);
                long toLimit = track.Limit - log.Position - held;
                int read = gzip.Read(toLimit > 0 && toLimit < room.Length ? room[..(int)toLimit] : room);
                int filled = held + read;
                int done = track.Take(buffer.AsSpan(0, filled), isFinal: read == 0);
                held = filled - done;
                buffer.AsSpan(done, held).CopyTo(buffer);
                log.SetMark(track.Mark);
                if (read == 0)
                    return true;
                if (!goOn())
                    return false;
            }
        }
        finally
        {
            log.SetMark(track.Mark);
        }
    }
}
