using System;
using System.Linq;

namespace ProbeClassifier.Nats;

/// <summary>Servers with commas between, and the user that one of them may name: <c>nats://user:password@host:4222,host:4222</c>.</summary>
/// <param name="Url">The servers, without a user: it may be shown.</param>
/// <param name="User">The first server's user, decoded; null for none.</param>
/// <param name="Password">The user's password, decoded; null for none.</param>
internal sealed record NatsServers(string Url, string? User, string? Password)
{
    public static NatsServers Parse(string url)
    {
        string? user = null;
        string? password = null;
        string[] servers = [.. url.Split(',').Select(server =>
        {
            int start = server.IndexOf("://", StringComparison.Ordinal) is var scheme && scheme < 0 ? 0 : scheme + 3;
            int end = server.LastIndexOf('@');
            if (end < start)
                return server;
            if (user is null)
            {
                string[] parts = server[start..end].Split(':', 2);
                user = Uri.UnescapeDataString(parts[0]);
                password = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : null;
            }

            return server[..start] + server[(end + 1)..];
        })];
        return new NatsServers(string.Join(',', servers), user, password);
    }

    /// <summary>What options say, but for a user that the address names.</summary>
    public NatsSecurity In(NatsSecurity security) => User is null ? security : security with { User = User, Password = Password };
}
