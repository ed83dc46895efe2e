using System;

namespace ProbeClassifier.Benchmarks.Corpora;

/// <summary>Lines of a web server in the Combined Log Format; one in eight asks for something under <c>/cgi-bin/</c>.</summary>
internal sealed class AccessLogLines(Pcg32 random, LogClock clock, SourcePool clients) : ILineSource
{
    public void Write(LineBuffer line)
    {
        line.AddIPv4(clients.Next()).Add(" - - "u8);
        clock.AddAccessLog(line);
        line.Add(" \"GET "u8);
        uint path = random.Below(16);
        line.Add(path switch
        {
            0 => "/cgi-bin/phf?Qalias=x"u8,
            1 => "/cgi-bin/test-cgi"u8,
            < 6 => "/index.html"u8,
            < 10 => "/images/logo.png?from=/cgi-bin/"u8,
            _ => "/news/"u8,
        });
        if (path >= 10)
            line.Add(random.Below(100_000));
        bool found = path >= 2;
        line.Add(found ? " HTTP/1.1\" 200 "u8 : " HTTP/1.0\" 404 "u8).Add(random.Between(150, 60_000));
        ReadOnlySpan<byte> agent = found ? " \"https://www.example.org/\" \"Mozilla/5.0 (X11; Linux x86_64)\""u8 : " \"-\" \"-\""u8;
        line.Add(agent);
    }
}
