using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;

namespace ProbeClassifier.Benchmarks.Load;

/// <summary>Sends a load to a syslog listener of any make, as fast as it takes it, or at a rate.</summary>
internal static class SendVerb
{
    public const string Usage = "send tcp|tcp-octet|tls|udp PORT MESSAGES [CONNECTIONS] [MESSAGES-A-SECOND]   (to 127.0.0.1)";

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (!TryRead(arguments, out SendPlan? plan))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        MessageBlock block = MessageBlock.Create(isCounted: plan.Transport is SendTransport.TcpOctet or SendTransport.Tls);
        long start = Stopwatch.GetTimestamp();
        long[] sent = await Task.WhenAll(Enumerable.Range(0, plan.Connections).Select(i => Task.Run(() => Sender.SendAsync(plan, block, plan.MessagesOf(i)))));
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"messages {plan.Messages} bytes {sent.Sum()} seconds {took.TotalSeconds:F3}"));
        return 0;
    }

    private static bool TryRead(string[] arguments, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SendPlan? plan)
    {
        plan = null;
        if (arguments.Length is < 3 or > 5 || !Enum.TryParse(arguments[0].Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out SendTransport transport))
            return false;
        int[] numbers = new int[arguments.Length - 1];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                return false;
        }

        plan = new SendPlan(transport, numbers[0], numbers[1], numbers.Length > 2 ? Math.Max(1, numbers[2]) : 1, numbers.Length > 3 ? numbers[3] : 0);
        return true;
    }
}
