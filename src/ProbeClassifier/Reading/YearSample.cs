using System;
using System.Collections.Generic;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Reading;

/// <summary>A line without a year: where it begins, and its day (1–366, as in a leap year).</summary>
internal readonly record struct YearSample(long Offset, int Month, int Day)
{
    public int DayOfYear => new DateTime(2000, Month, Day, 0, 0, 0, DateTimeKind.Utc).DayOfYear;

    /// <summary>
    /// Adds a sample for each line of a piece of text that has a stamp without a year and another day than the line before. The
    /// piece begins at a line's start unless told otherwise.
    /// </summary>
    public static void Collect(ReadOnlySpan<byte> text, long offset, bool atLineStart, List<YearSample> samples)
    {
        int line = 0;
        if (!atLineStart)
            line = text.IndexOf((byte)'\n') + 1;
        if (line == 0 && !atLineStart)
            return;
        while (line < text.Length)
        {
            int length = text[line..].IndexOf((byte)'\n');
            ReadOnlySpan<byte> frame = text.Slice(line, length < 0 ? text.Length - line : length);
            if (TryRead(frame, out int month, out int day)
                && (samples.Count == 0 || samples[^1].Day != day || samples[^1].Month != month))
            {
                samples.Add(new YearSample(offset + line, month, day));
            }

            if (length < 0)
                return;
            line += length + 1;
        }
    }

    private static bool TryRead(ReadOnlySpan<byte> frame, out int month, out int day)
    {
        month = 0;
        day = 0;
        int at = 0;
        if (frame.Length > 0 && frame[0] == '<')
            at = frame[..Math.Min(frame.Length, 5)].IndexOf((byte)'>') + 1;
        SyslogStamp stamp = default;
        if (at >= frame.Length || (uint)(frame[at] - 'A') > 'S' - 'A' || StampReader.ReadBsd(frame, at, ref stamp) < 0 || stamp.Year != 0)
            return false;
        month = stamp.Month;
        day = stamp.Day;
        return true;
    }
}
