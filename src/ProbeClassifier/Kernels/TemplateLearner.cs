using System;
using ProbeClassifier.Dialects;
using ProbeClassifier.Dialects.Ipchains;
using ProbeClassifier.Dialects.Netfilter;
using ProbeClassifier.Dialects.Repeat;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Kernels;

/// <summary>
/// Makes a template of a line that the scalar parser understood. It takes only lines whose start means what it means whatever
/// stands behind it: the kernel's, trusted, without a year in the stamp, no repeat.
/// </summary>
internal static unsafe class TemplateLearner
{
    /// <summary>Learns the start of a line; its bytes may be read 256 past the line's end.</summary>
    public static void Learn(ReadOnlySpan<byte> frame, byte* line, LineMemo memo)
    {
        SyslogParser.Parse(frame, out EnvelopeFields envelope);
        if (envelope.Stamp is not { IsPresent: true, Year: 0, Nanoseconds: 0 } || envelope.Priority >= 0
            || !KernelTrust.IsKernelName(envelope.AppName.Of(frame)) || !KernelTrust.IsTrusted(frame, envelope, envelope.MessageStart)
            || RepeatLine.TryReadQuoted(frame, envelope, out _, out _))
        {
            return;
        }

        // The head must be as the fast path cuts it: stamp, space, host, " kernel: ".
        int app = envelope.AppName.Start;
        int headLength = app + 8 - HourMemo.StampLength;
        if (envelope.Host.Start != HourMemo.StampLength + 1 || app != envelope.Host.Start + envelope.Host.Length + 1
            || !frame[app..].StartsWith("kernel: "u8) || headLength > LinkTemplate.MaxHead)
        {
            return;
        }

        int bodyStart = app + 8;
        bodyStart += memo.Stamp.Read(line + bodyStart);
        int spaces = 0;
        while (bodyStart + spaces < frame.Length && frame[bodyStart + spaces] == ' ')
            spaces++;
        if (envelope.MessageStart != bodyStart + spaces)
            return;
        var template = new LinkTemplate { HeadLength = headLength };
        if (!TryIpchains(frame, envelope.MessageStart, bodyStart, ref template)
            && !TryNetfilter(frame, envelope.MessageStart, bodyStart, ref template))
        {
            return;
        }

        byte* head = line + HourMemo.StampLength;
        if (memo.Templates.Find(head, headLength, line + bodyStart) == null)
            memo.Templates.Add(head, line + bodyStart, template);
    }

    private static bool TryIpchains(ReadOnlySpan<byte> frame, int start, int bodyStart, ref LinkTemplate template)
    {
        EventFields read = default;
        if (!IpchainsDialect.TryReadHead(frame, start, ref read, out int proto))
            return false;
        template.Dialect = ProbeDialect.Ipchains;
        template.Action = read.Action;
        template.Direction = read.Direction;
        template.BodyLength = proto - bodyStart;
        return template.BodyLength is >= 1 and <= LinkTemplate.MaxBody;
    }

    private static bool TryNetfilter(ReadOnlySpan<byte> frame, int start, int bodyStart, ref LinkTemplate template)
    {
        int source = NetfilterDialect.FindSource(frame, start);
        if (source <= start || frame[start..].StartsWith("Packet log: "u8) || !LinkPart.TryRead(frame, start, source, out LinkPart link))
            return false;

        // The value of a MAC= that stands last before the packet is not looked at, so lines that differ in it share a template.
        int token = frame[..(source - 1)].LastIndexOf((byte)' ') + 1;
        template.ElidesMac = token >= bodyStart && frame[token..].StartsWith("MAC="u8);
        template.Dialect = ProbeDialect.Netfilter;
        template.Action = link.Action;
        template.Direction = link.Direction;
        template.BodyLength = (template.ElidesMac ? token + 4 : source) - bodyStart;
        return template.BodyLength is >= 1 and <= LinkTemplate.MaxBody;
    }
}
