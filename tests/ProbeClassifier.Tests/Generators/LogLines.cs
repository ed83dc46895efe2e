using System;
using System.Collections.Generic;
using System.Text;

namespace ProbeClassifier.Tests.Generators;

/// <summary>Random log lines in the true formats, and hostile changes of them. The seed decides everything.</summary>
internal sealed class LogLines
{
    private readonly EnvelopeText _envelopes;
    private readonly NetfilterText _netfilter;
    private readonly IpchainsText _ipchains;
    private readonly AccessText _access;
    private readonly NoiseText _noise;
    private readonly HostileBytes _hostile;

    /// <param name="seed">What decides everything.</param>
    /// <param name="isFar">Whether stamps far from the moment come too.</param>
    public LogLines(int seed, bool isFar = false)
    {
        Random = new Random(seed);
        _envelopes = new(Random, isFar);
        _netfilter = new(Random);
        _ipchains = new(Random);
        _access = new(Random);
        _noise = new(Random, _envelopes, _netfilter);
        _hostile = new(Random);
    }

    public Random Random { get; }

    public string Next() => Random.Next(10) switch
    {
        < 6 => Netfilter(),
        6 or 7 => Ipchains(),
        8 => Noise(),
        _ => Access(),
    };

    public string Netfilter() => _envelopes.Kernel() + _netfilter.Message();

    public string Ipchains() => _envelopes.Kernel() + _ipchains.Message();

    public string Noise() => _noise.Line();

    public string Access() => (Random.OneIn(3) ? _envelopes.Program() + "httpd[80]: " : "") + _access.Line();

    /// <summary>A block of lines, each ended, some changed by bytes that an attacker might choose.</summary>
    public byte[] Block(int lines, bool hostile)
    {
        List<byte> block = [];
        for (int i = 0; i < lines; i++)
        {
            byte[] line = Encoding.Latin1.GetBytes(Next());
            block.AddRange(hostile ? Mutate(line) : line);
            if (Random.OneIn(8))
                block.Add((byte)'\r');
            block.Add((byte)'\n');
        }

        return [.. block];
    }

    public byte[] Mutate(byte[] line) => _hostile.Mutate(line);

    public byte[] NoiseBytes(int length, string values) => _hostile.Noise(length, values);
}
