using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Outputs.Ocsf;

/// <summary>The activity_id of each class.</summary>
internal static class OcsfActivity
{
    private const int Other = 99;
    private const int Create = 1;
    private const int Refuse = 5;
    private const int Traffic = 6;

    /// <summary>
    /// A packet that was stopped is a connection refused, any other is traffic: one line tells nothing of a connection's life. A finding is
    /// created; nothing updates it.
    /// </summary>
    public static int Of(in ProbeEvent probe, in EventDetails details, OcsfClass kind)
    {
        if (kind.Uid == OcsfClass.Finding.Uid)
            return Create;
        if (kind.Uid == OcsfClass.Http.Uid)
            return OfMethod(details.Request.Method.Of(probe.Frame));
        return probe.Action == ProbeAction.Blocked ? Refuse : Traffic;
    }

    private static int OfMethod(ReadOnlySpan<byte> method) => method switch
    {
        _ when method.IsEmpty => 0,
        _ when method.SequenceEqual("CONNECT"u8) => 1,
        _ when method.SequenceEqual("DELETE"u8) => 2,
        _ when method.SequenceEqual("GET"u8) => 3,
        _ when method.SequenceEqual("HEAD"u8) => 4,
        _ when method.SequenceEqual("OPTIONS"u8) => 5,
        _ when method.SequenceEqual("POST"u8) => 6,
        _ when method.SequenceEqual("PUT"u8) => 7,
        _ when method.SequenceEqual("TRACE"u8) => 8,
        _ when method.SequenceEqual("PATCH"u8) => 9,
        _ => Other,
    };
}
