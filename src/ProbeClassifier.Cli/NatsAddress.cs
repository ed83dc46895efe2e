using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;
using ProbeClassifier.Nats;

namespace ProbeClassifier.Cli;

/// <summary><c>nats://[USER:PASSWORD@]HOST:PORT[,HOST:PORT…]/TOPIC</c>; the servers are without the user.</summary>
internal sealed record NatsAddress(string Servers, string Topic, string? User, string? Password)
{
    public static bool IsOne(string text) => text.StartsWith("nats://", StringComparison.Ordinal) || text.StartsWith("tls://", StringComparison.Ordinal);

    /// <summary>An address without user and password, for messages; any other text as it is.</summary>
    public static string Shown(string text)
    {
        int at = text.LastIndexOf('@');
        return IsOne(text) && at >= 0 ? text[..SchemeOf(text).Length] + text[(at + 1)..] : text;
    }

    public static NatsAddress Parse(string text)
    {
        int slash = text.LastIndexOf('/');
        if (!IsOne(text) || text[slash - 1] == '/' || slash < text.LastIndexOf('@'))
            throw new UsageException($"\"{Shown(text)}\" names no log; expected like nats://localhost:4222/probes: servers with commas between, and the topic; or kafka://");
        string scheme = SchemeOf(text);
        List<string> servers = [];
        string? user = null;
        string? password = null;
        foreach (string part in text[scheme.Length..slash].Split(','))
        {
            string server = part.StartsWith(scheme, StringComparison.Ordinal) ? part[scheme.Length..] : part;
            int at = server.LastIndexOf('@');
            if (at >= 0 && user is null)
            {
                string[] login = server[..at].Split(':', 2);
                if (login.Length < 2)
                    throw new UsageException($"{Shown(text)}: names a user and no password; expected nats://USER:PASSWORD@HOST, with special characters as %40 and the like");
                (user, password) = (Uri.UnescapeDataString(login[0]), Uri.UnescapeDataString(login[1]));
            }

            servers.Add(scheme + server[(at + 1)..]);
        }

        return new NatsAddress(string.Join(',', servers), text[(slash + 1)..], user, password);
    }

    public static void Check(NatsEngineOptions options)
    {
        if (options.Validate() is { Count: > 0 } errors)
            throw new UsageException(string.Join('\n', errors));
    }

    /// <summary>The newest snapshots of the topic.</summary>
    public Task<MergedPartitions> ReadAsync(PartitionOptions options, NatsSecurity security)
    {
        var where = new NatsEngineOptions { Topic = Topic, IsReadOnly = true, Security = security };
        Check(where);
        return EngineRun.ReadAsync($"NATS at {Servers}", options, async (say, patience) =>
        {
            NatsEngine engine = await NatsEngine.ConnectAsync(Servers, where, say, patience);
            return (engine, engine.Snapshots);
        });
    }

    private static string SchemeOf(string text) => text[..(text.IndexOf("://", StringComparison.Ordinal) + 3)];
}
