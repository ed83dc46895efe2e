using System;
using System.Text;

namespace ProbeClassifier.Benchmarks.Corpora;

/// <summary>The time of the log being written: starts at a fixed instant and moves on by a random step each line.</summary>
internal sealed class LogClock(Pcg32 random)
{
    /// <summary>The year of the stamps that do not print one.</summary>
    public const int Year = 2026;

    /// <summary>0 to 0.2 s a line: ten lines a second on average, a day in about 200 MB of netfilter lines.</summary>
    private const uint MaxStepMicroseconds = 200_000;

    private static readonly DateTime Start = new(Year, 11, 24, 11, 0, 0, DateTimeKind.Utc);
    private static readonly byte[][] Months = Array.ConvertAll(
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".Split(' '),
        Encoding.ASCII.GetBytes);

    private long _microseconds;
    private DateTime _now = Start;

    /// <summary>Since the log began.</summary>
    public long ElapsedMicroseconds => _microseconds;

    public void Advance()
    {
        _microseconds += random.Below(MaxStepMicroseconds);
        _now = Start.AddTicks(_microseconds * 10);
    }

    /// <summary><c>Nov 24 11:00:00 </c>, the day padded by a space.</summary>
    public void AddBsd(LineBuffer line)
    {
        line.Add(Months[_now.Month - 1]).Add(" "u8).Add((uint)_now.Day, 2, (byte)' ').Add(" "u8);
        AddTimeOfDay(line);
        line.Add(" "u8);
    }

    /// <summary><c>2026-11-24T11:00:00.123456+00:00 </c>, as rsyslog writes it.</summary>
    public void AddIso(LineBuffer line)
    {
        line.Add((uint)_now.Year).Add("-"u8).Add((uint)_now.Month, 2, (byte)'0').Add("-"u8).Add((uint)_now.Day, 2, (byte)'0').Add("T"u8);
        AddTimeOfDay(line);
        line.Add("."u8).Add((uint)(_microseconds % 1_000_000), 6, (byte)'0').Add("+00:00 "u8);
    }

    /// <summary><c>[24/Nov/2026:11:00:00 +0000]</c>, as web servers write it.</summary>
    public void AddAccessLog(LineBuffer line)
    {
        line.Add("["u8).Add((uint)_now.Day, 2, (byte)'0').Add("/"u8).Add(Months[_now.Month - 1]).Add("/"u8).Add((uint)_now.Year).Add(":"u8);
        AddTimeOfDay(line);
        line.Add(" +0000]"u8);
    }

    /// <summary><c>[12345.678901] </c>, the seconds since the host booted, in at least five places.</summary>
    public void AddKernel(LineBuffer line, uint uptimeAtStart) =>
        line.Add("["u8)
            .Add(uptimeAtStart + (uint)(_microseconds / 1_000_000), 5, (byte)' ')
            .Add("."u8)
            .Add((uint)(_microseconds % 1_000_000), 6, (byte)'0')
            .Add("] "u8);

    private void AddTimeOfDay(LineBuffer line) =>
        line.Add((uint)_now.Hour, 2, (byte)'0').Add(":"u8).Add((uint)_now.Minute, 2, (byte)'0').Add(":"u8).Add((uint)_now.Second, 2, (byte)'0');
}
