using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using ProbeClassifier.Listener.Framing;

namespace ProbeClassifier.Tests.Listener.Framing;

/// <summary>What holds for any stream.</summary>
public sealed class FramingPropertyTests
{
    private static readonly int[] Limits = [SyslogFrameScanner.MinFrameBytes, 60, 480, 65_536];

    public static TheoryData<int> Seeds
    {
        get
        {
            TheoryData<int> seeds = [];
            for (int seed = 1; seed <= 12; seed++)
                seeds.Add(seed);
            seeds.Add((int)(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 86_400));
            return seeds;
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void It_is_what_the_oracle_reads_however_it_is_cut(int seed)
    {
        StreamBytes streams = new(seed);
        for (int round = 0; round < 400; round++)
        {
            byte[] bytes = streams.Next(streams.Random.Next(1, 12));
            int limit = Limits[round % Limits.Length];
            bool isOrderly = round % 3 != 0;
            string expected = FramingOracle.Read(bytes, limit, isOrderly).ToString();
            Agree(expected, FramedMessages.Of([bytes], limit, isOrderly), bytes, limit, "whole");
            Agree(expected, FramedMessages.Of(streams.Cut(bytes, 1), limit, isOrderly), bytes, limit, "bytes");
            Agree(expected, FramedMessages.Of(streams.Cut(bytes, 30), limit, isOrderly), bytes, limit, "pieces");
        }
    }

    [Fact]
    public void It_is_the_same_cut_in_two_at_any_place()
    {
        byte[] bytes = Encoding.Latin1.GetBytes("5 <1>ab<2>c\r\n\n12 garbage <3>d\0junk 6 <4>ef\n0 <5>x 4 <6>y\n2026-01-01 z\n99 <7>short");
        string expected = FramedMessages.Of([bytes], 480).ToString();
        for (int at = 0; at <= bytes.Length; at++)
            Assert.Equal(expected, FramedMessages.Of([bytes[..at], bytes[at..]], 480).ToString());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_bytes_are_taken_and_little_is_held(int seed)
    {
        Random random = new(seed);
        byte[] noise = new byte[60_000];
        random.NextBytes(noise);
        if (seed % 2 == 0)
        {
            const string Likely = "0123456789 <>\n\0\r-x";
            for (int i = 0; i < noise.Length; i++)
                noise[i] = (byte)Likely[noise[i] % Likely.Length];
        }

        const int Limit = 480;
        CountingSink sink = new(Limit);
        SyslogFrameScanner scanner = new(sink);
        for (int at = 0; at < noise.Length;)
        {
            int length = Math.Min(noise.Length - at, random.Next(1, 700));
            scanner.Feed(noise.AsSpan(at, length));
            Assert.InRange(scanner.Carried, 0, Limit + 1 + CountedHeader.MaxLength);
            at += length;
        }

        scanner.Finish(isOrderly: true);
        Assert.Equal(sink.Messages, scanner.Counts.Messages);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Messages_written_in_either_framing_come_back(int seed)
    {
        Random random = new(seed);
        List<string> sent = [];
        StringBuilder stream = new();
        for (int i = 0; i < 200; i++)
        {
            string message = "<13>" + string.Concat(Enumerable.Range(0, random.Next(1, 300)).Select(_ => (char)random.Next(' ', 256)));
            switch (random.Next(3))
            {
                case 0:
                    // Octet counting carries LF and NUL.
                    message = message.Insert(random.Next(4, message.Length), "\n\0");
                    stream.Append(CultureInfo.InvariantCulture, $"{message.Length} {message}");
                    break;
                case 1:
                    stream.Append(message).Append('\n');
                    break;
                default:
                    stream.Append(message).Append('\0');
                    break;
            }

            sent.Add(message);
        }

        FramedMessages framed = FramedMessages.Of(stream.ToString());
        Assert.Equal(sent, framed.Messages);
        Assert.Equal(default, framed.Counts with { Messages = 0 });
    }

    private static void Agree(string expected, FramedMessages actual, byte[] bytes, int limit, string cut)
    {
        string found = actual.ToString();
        if (!string.Equals(expected, found, StringComparison.Ordinal))
            Assert.Fail($"limit {limit}, {cut}: {Convert.ToHexString(bytes)} = {Encoding.Latin1.GetString(bytes)}\nexpected {expected}\nfound    {found}");
    }

    private sealed class CountingSink(int limit) : IFrameSink
    {
        public long Messages { get; private set; }

        public int MaxFrameBytes => limit;

        public void TakeLines(ReadOnlySpan<byte> lines) => Messages += lines.Count((byte)'\n');

        public void TakeFrame(ReadOnlySpan<byte> frame) => Messages++;
    }
}
