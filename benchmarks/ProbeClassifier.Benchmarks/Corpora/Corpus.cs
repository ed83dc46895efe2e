using System;
using System.Collections.Generic;
using System.IO;

namespace ProbeClassifier.Benchmarks.Corpora;

/// <summary>
/// Generated logs. A kind gives the same bytes on every machine and runtime, and a shorter corpus is the beginning of a longer
/// one. Changing a generator changes the corpus: results before and after do not compare, and <see cref="CorpusCheck"/> says so.
/// </summary>
internal static class Corpus
{
    private const ulong Seed = 2000_0003;
    private const uint OrdinarySources = 5_000;

    private static readonly Dictionary<string, Func<Pcg32, LogClock, ILineSource>> Makers = new(StringComparer.Ordinal)
    {
        ["netfilter"] = static (random, clock) => Netfilter(random, clock, hosts: 1, prefixes: 2, Few(random)),
        ["netfilter-many"] = static (random, clock) => Netfilter(random, clock, hosts: 40, prefixes: 24, Few(random)),
        ["ipchains"] = static (random, clock) =>
        {
            Firewall[] hosts = Hosts(2, 1);
            return new Mixture(random, (90, new IpchainsLines(random, clock, hosts, Few(random))), (10, Other(random, clock, hosts)));
        },
        ["other"] = static (random, clock) => Other(random, clock, Hosts(4, 1)),
        ["host"] = static (random, clock) => new HostLines(random, clock, Hosts(4, 1), Few(random)),
        ["mixed"] = Mixed,
        ["sources20k"] = static (random, clock) => Netfilter(random, clock, 1, 2, new SourcePool(random, 20_000, heavyFew: false), habits: true),
        ["sources100k"] = static (random, clock) => Netfilter(random, clock, 1, 2, new SourcePool(random, 100_000, heavyFew: false)),
        ["sources1200k"] = static (random, clock) => Netfilter(random, clock, 1, 2, new SourcePool(random, 1_200_000, heavyFew: false)),
    };

    /// <summary>Every kind, in the order of the documentation.</summary>
    public static IReadOnlyCollection<string> Kinds => Makers.Keys;

    /// <summary>Whole lines, at most that many bytes.</summary>
    public static byte[] Create(string kind, int bytes)
    {
        using MemoryStream stream = new(bytes);
        Write(kind, bytes, stream);
        return stream.ToArray();
    }

    /// <summary>Writes whole lines, at most that many bytes.</summary>
    public static void Write(string kind, long bytes, Stream output)
    {
        Pcg32 random = new(Seed);
        LogClock clock = new(random);
        ILineSource source = Makers[kind](random, clock);
        LineBuffer line = new();
        long written = 0;
        while (true)
        {
            line.Clear();
            clock.Advance();
            source.Write(line);
            line.Add("\n"u8);
            written += line.Length;
            if (written > bytes)
                return;
            output.Write(line.Bytes);
        }
    }

    private static Mixture Netfilter(Pcg32 random, LogClock clock, int hosts, int prefixes, SourcePool sources, bool habits = false)
    {
        Firewall[] firewalls = Hosts(hosts, prefixes);
        return new Mixture(random, (90, new NetfilterLines(random, clock, firewalls, sources, habits: habits)), (10, Other(random, clock, firewalls)));
    }

    private static Mixture Mixed(Pcg32 random, LogClock clock)
    {
        Firewall[] hosts = Hosts(40, 24);
        return new Mixture(
            random,
            (400, new NetfilterLines(random, clock, hosts, Few(random))),
            (150, new IpchainsLines(random, clock, hosts, Few(random))),
            (195, Other(random, clock, hosts)),
            (150, new AccessLogLines(random, clock, Few(random))),
            (50, new NetfilterIPv6Lines(random, clock, hosts)),
            (50, new NetfilterLines(random, clock, hosts, Few(random), iso: true)),
            (5, new RepeatLines(random, clock, hosts)));
    }

    private static OtherLines Other(Pcg32 random, LogClock clock, Firewall[] hosts) => new(random, clock, hosts, Few(random));

    private static SourcePool Few(Pcg32 random) => new(random, OrdinarySources, heavyFew: true);

    private static Firewall[] Hosts(int count, int prefixes)
    {
        Firewall[] hosts = new Firewall[count];
        for (int i = 0; i < count; i++)
            hosts[i] = new Firewall((uint)i, prefixes);
        return hosts;
    }
}
