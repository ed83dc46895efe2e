using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Dialects.Host;

/// <summary>An interface that begins, or stops, to take every packet, as Linux, its drivers and BSD say it.</summary>
internal static class PromiscuousMode
{
    public static ProbeActivity Of(ReadOnlySpan<byte> text)
    {
        // "device eth0 entered …", "eth0: entered …".
        bool isDevice = text.StartsWith("device "u8);
        ReadOnlySpan<byte> name = isDevice ? text[7..] : text;
        int space = name.IndexOf((byte)' ');
        if (space <= 0 || (!isDevice && name[space - 1] != ':'))
            return ProbeActivity.None;
        ReadOnlySpan<byte> what = name[(space + 1)..];
        if (what.StartsWith("entered promiscuous mode"u8) || what.StartsWith("Setting promiscuous mode"u8)
            || what.StartsWith("Promiscuous mode enabled"u8) || what.StartsWith("promiscuous mode enabled"u8))
        {
            return ProbeActivity.PromiscuousOn;
        }

        return what.StartsWith("left promiscuous mode"u8) || what.StartsWith("Promiscuous mode disabled"u8) || what.StartsWith("promiscuous mode disabled"u8)
            ? ProbeActivity.PromiscuousOff
            : ProbeActivity.None;
    }
}
