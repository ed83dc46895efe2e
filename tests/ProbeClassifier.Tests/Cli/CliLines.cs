using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace ProbeClassifier.Tests.Cli;

/// <summary>Lines to read, and a look at the JSON report of them.</summary>
internal static class CliLines
{
    public const string Telnet = "May 14 03:11:09 fw kernel: DROP IN=eth0 OUT= SRC=203.0.113.7 DST=192.0.2.1 LEN=60 TOS=0x00 PREC=0x00 TTL=50 ID=1 DF PROTO=TCP SPT=1024 DPT=23 WINDOW=1024 RES=0x00 SYN URGP=0\n";
    public const string Ping = "May 14 03:12:09 fw kernel: DROP IN=eth0 OUT= SRC=203.0.113.8 DST=192.0.2.1 LEN=84 TOS=0x00 PREC=0x00 TTL=50 ID=2 PROTO=ICMP TYPE=8 CODE=0 ID=7 SEQ=1\n";
    public const string HeadCut = "May 14 03:13:09 fw kernel: TTL=126 ID=3 DF PROTO=TCP SPT=1822 DPT=1080 WINDOW=8192 RES=0x00 SYN URGP=0\n";
    public const string Other = "May 14 03:14:09 fw cron[1]: nothing\n";

    /// <summary>Telnet probes, each of its own source.</summary>
    public static string Many(int count) => string.Concat(Enumerable.Range(0, count).Select(i =>
        Telnet.Replace("203.0.113.7", string.Create(CultureInfo.InvariantCulture, $"198.51.{i / 250 % 250}.{i % 250}"), StringComparison.Ordinal)));

    public static long Number(CommandResult result, params string[] path)
    {
        using JsonDocument json = JsonDocument.Parse(result.Output);
        return path.Aggregate(json.RootElement, (element, name) => element.GetProperty(name)).GetInt64();
    }
}
