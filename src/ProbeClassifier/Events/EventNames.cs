namespace ProbeClassifier.Events;

/// <summary>The names that reports and JSON use.</summary>
public static class EventNames
{
    /// <summary><c>netfilter</c>, <c>ipchains</c>, <c>access-log</c>; <c>none</c> for no dialect.</summary>
    /// <param name="dialect">The dialect.</param>
    public static string ToName(this ProbeDialect dialect) => dialect switch
    {
        ProbeDialect.Netfilter => "netfilter",
        ProbeDialect.Ipchains => "ipchains",
        ProbeDialect.AccessLog => "access-log",
        _ => "none",
    };

    /// <summary><c>allowed</c>, <c>blocked</c>, <c>other</c>.</summary>
    /// <param name="action">The action.</param>
    public static string ToName(this ProbeAction action) => action switch
    {
        ProbeAction.Allowed => "allowed",
        ProbeAction.Blocked => "blocked",
        _ => "other",
    };

    /// <summary><c>inbound</c>, <c>outbound</c>, <c>forwarded</c>, <c>unknown</c>.</summary>
    /// <param name="direction">The direction.</param>
    public static string ToName(this TrafficDirection direction) => direction switch
    {
        TrafficDirection.Inbound => "inbound",
        TrafficDirection.Outbound => "outbound",
        TrafficDirection.Forwarded => "forwarded",
        _ => "unknown",
    };

    /// <summary><c>truncated</c>, <c>no-source</c>, <c>no-destination</c>, <c>no-protocol</c>, <c>bad-address</c> …</summary>
    /// <param name="reason">The reason.</param>
    public static string ToName(this UnparsedReason reason) => reason switch
    {
        UnparsedReason.Truncated => "truncated",
        UnparsedReason.NoSource => "no-source",
        UnparsedReason.NoDestination => "no-destination",
        UnparsedReason.NoProtocol => "no-protocol",
        UnparsedReason.BadAddress => "bad-address",
        UnparsedReason.BadPort => "bad-port",
        UnparsedReason.BadProtocol => "bad-protocol",
        UnparsedReason.BadIcmp => "bad-icmp",
        UnparsedReason.BadField => "bad-field",
        _ => "none",
    };
}
