using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tests.Support;

/// <summary>Every call as a line of text, so that two parses compare as lists.</summary>
internal struct RecordingHandler() : IProbeHandler
{
    public List<string> Calls { get; } = [];

    public readonly void OnEvent(in ProbeEvent probe) => Calls.Add(Describe(probe));

    public readonly void OnOther(ReadOnlySpan<byte> frames, int count)
    {
        for (int i = 0; i < count; i++)
            Calls.Add("other");
    }

    public readonly void OnUnparsed(ReadOnlySpan<byte> frame, UnparsedReason reason, int offset) =>
        Calls.Add($"unparsed {reason} {offset} {Encoding.Latin1.GetString(frame)}");

    public readonly void OnOversize(int keptBytes) => Calls.Add($"oversize {keptBytes}");

    public readonly void OnUnresolvedRepeat(uint times) => Calls.Add($"unresolved {times}");

    public static string Describe(in ProbeEvent e) => string.Create(
        CultureInfo.InvariantCulture,
        $"event {e.Dialect} {e.UnixSeconds} {e.Fields.Nanoseconds * (e.UnixSeconds is null ? 0 : 1)} x{e.Count}{(e.IsRepeat ? " repeat" : "")} {e.Action} {e.Direction} {e.Source}:{e.SourcePort} > {e.Destination}:{e.DestinationPort} {e.Transport} {e.IcmpType}/{e.IcmpCode} frag={e.IsFragment} {e.HttpStatus} '{Encoding.Latin1.GetString(e.RequestTarget)}' {Evidence(e)}{Encoding.Latin1.GetString(e.Frame)}");

    private static string Evidence(in ProbeEvent e) => e.Activity == ProbeActivity.None ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $"{e.Activity} {e.Signature} p{e.Priority} '{Encoding.Latin1.GetString(e.AppName)}' '{Encoding.Latin1.GetString(e.Message)}' '{Encoding.Latin1.GetString(e.Classification)}' ");
}
