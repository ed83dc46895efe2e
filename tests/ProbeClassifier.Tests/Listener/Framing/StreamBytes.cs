using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace ProbeClassifier.Tests.Listener.Framing;

/// <summary>Streams as good, careless and hostile senders write them, from a seed.</summary>
internal sealed class StreamBytes(int seed)
{
    private static readonly string[] Bodies =
    [
        "<4>Nov 24 11:00:00 fw kernel: IN=eth0 OUT= SRC=192.0.2.7 DST=198.51.100.2 PROTO=TCP SPT=4000 DPT=23",
        "<34>1 2026-11-24T11:00:00Z host app - - - text", "plain text", "2026-11-24T11:00:00Z host app: text", "<13>a", "x", "5 items", "7", "-", "<1>12 <34>b",
    ];

    private static readonly string[] Oddities =
    [
        "\n", "\r\n", "\0", "\n\n", "0 <34>zero", "-5 <34>minus", "+5 <34>plus", "12x <34>letters", "007 <34>zeros", "12345678 <34>digits", "3 ", "9999999 <34>much",
        "12 <", "<134>", "garbage", "2024-05-01 ", "1 ", "123456789012345678901234 ", "\r", " ",
    ];

    private readonly Random _random = new(seed);

    public Random Random => _random;

    public byte[] Next(int pieces)
    {
        List<byte> bytes = [];
        for (int i = 0; i < pieces; i++)
            bytes.AddRange(Encoding.Latin1.GetBytes(Piece()));
        if (_random.Next(3) == 0)
        {
            for (int changes = _random.Next(6); changes > 0; changes--)
                bytes[_random.Next(bytes.Count)] = (byte)_random.Next(256);
        }

        return [.. bytes];
    }

    /// <summary>The same bytes, cut at random.</summary>
    public IEnumerable<byte[]> Cut(byte[] bytes, int longest)
    {
        for (int at = 0; at < bytes.Length;)
        {
            int length = Math.Min(bytes.Length - at, _random.Next(1, longest + 1));
            yield return bytes[at..(at + length)];
            at += length;
        }
    }

    private string Piece()
    {
        string body = Bodies[_random.Next(Bodies.Length)];
        int length = body.Length + (_random.Next(8) == 0 ? _random.Next(-3, 4) : 0);
        return _random.Next(7) switch
        {
            0 or 1 => body + "\n",
            2 or 3 => string.Create(CultureInfo.InvariantCulture, $"{length} {body}"),
            4 => body + "\0",
            5 => string.Create(CultureInfo.InvariantCulture, $"{body.Length + 1} {body}\n"),
            _ => Oddities[_random.Next(Oddities.Length)],
        };
    }
}
