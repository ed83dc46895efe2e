using System;

namespace ProbeClassifier.Tests.Generators;

/// <summary>What an attacker, a bad disk or a short buffer makes of a line.</summary>
internal sealed class HostileBytes(Random random)
{
    private const string Likely = " =.:0159[]\"\r\n\0\tSRCPTODIN-><";

    private static readonly string[] Pieces =
    [
        " SRC=", "SRC=", " DST=", " PROTO=", "PROTO=TCP", " SPT=", " DPT=", "IN=", " OUT=", " MAC=", "[", "]", "FRAG:1 ", "INCOMPLETE [", "kernel: ", "Packet log: ", "<13>", "<4>",
        "last message repeated 2 times", "message repeated 2 times: [ ", "\"", "] \"", "\u00FF", "192.0.2.300", "99999999999999999999", "\u001B[2J", "\r", "Nov 24 11:00:00 ",
    ];

    /// <summary>Bytes over which anchors and short lines come up often.</summary>
    public byte[] Noise(int length, string values)
    {
        byte[] noise = new byte[length];
        random.NextBytes(noise);
        if (values.Length > 0)
        {
            for (int i = 0; i < length; i++)
                noise[i] = (byte)values[noise[i] % values.Length];
        }

        return noise;
    }

    /// <summary>Up to three changes; perhaps none.</summary>
    public byte[] Mutate(byte[] line)
    {
        for (int changes = random.Next(4); changes > 0 && line.Length > 0; changes--)
            line = Change(line, random.Next(line.Length));
        return line;
    }

    private byte[] Change(byte[] line, int at)
    {
        switch (random.Next(9))
        {
            case 0:
                return [.. line[..at], (byte)random.Next(256), .. line[(at + 1)..]];
            case 1:
                return [.. line[..at], (byte)Likely[random.Next(Likely.Length)], .. line[(at + 1)..]];
            case 2:
                return line[..at];
            case 3:
                return line[at..];
            case 4:
                return [.. line[..at], line[random.Next(line.Length)], .. line[at..]];
            case 5:
                return [.. line[..at], .. line[(at + 1)..]];
            case 6:
                return [.. line[..at], .. System.Text.Encoding.Latin1.GetBytes(Pieces[random.Next(Pieces.Length)]), .. line[at..]];
            case 7:
                // A stretch twice, or gone.
                int end = random.Next(at, line.Length);
                return random.OneIn(2) ? [.. line[..end], .. line[at..]] : [.. line[..at], .. line[end..]];
            default:
                // Another line begins in the middle of this one.
                return [.. line[at..], .. line[..at]];
        }
    }
}
