namespace ProbeClassifier.Benchmarks.Corpora;

/// <summary>What syslogd writes in place of the same line again.</summary>
internal sealed class RepeatLines(Pcg32 random, LogClock clock, Firewall[] hosts) : ILineSource
{
    public void Write(LineBuffer line)
    {
        clock.AddBsd(line);
        line.Add(random.Pick(hosts).Name).Add(" last message repeated "u8).Add(random.Between(2, 20)).Add(" times"u8);
    }
}
