using System;
using ProbeClassifier.Dialects.Ids;
using ProbeClassifier.Dialects.Netfilter;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects;

/// <summary>
/// Whether a message without an app-name is seen to be a program's all the same: an object of JSON, a web server's error log, text with the
/// packet inside of a quoted field, where a stranger chose it, or behind a process's name. A packet filter's prefix may have quotes too, but in pairs.
/// </summary>
internal static class ProgramText
{
    public static bool IsAt(ReadOnlySpan<byte> frame, int start)
    {
        if (EveDialect.IsAt(frame, start) || IsErrorLog(frame, start))
            return true;
        int source = NetfilterDialect.FindSource(frame, start);
        ReadOnlySpan<byte> prefix = source < 0 ? frame[start..] : frame[start..source];
        return EndsInQuotes(prefix) || NamesProcess(prefix);
    }

    /// <summary>Whether <c>name[pid]: </c> stands in a text, a packet filter's not counted: an app-name that the envelope's form hides.</summary>
    private static bool NamesProcess(ReadOnlySpan<byte> text)
    {
        for (int next; (next = text.IndexOf("]: "u8)) >= 0; text = text[(next + 3)..])
        {
            ReadOnlySpan<byte> token = text[(text[..next].LastIndexOf((byte)' ') + 1)..next];
            int open = token.IndexOf((byte)'[');
            if (open <= 0 || open + 1 == token.Length || token[(open + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
                continue;
            if (!KernelTrust.IsKernelName(token[..open]) && !KernelTrust.IsUlogd(token[..open]))
                return true;
        }

        return false;
    }

    /// <summary>nginx's <c>2026/11/24 11:00:00 [error] …</c> and Apache's <c>[Tue Nov 24 11:00:00.123456 2026] [core:error] …</c>.</summary>
    private static bool IsErrorLog(ReadOnlySpan<byte> frame, int start)
    {
        int end = -1;
        if (Ascii.FourDigits(frame, start) >= 0 && Ascii.StartsAt(frame, start + 4, "/"u8) && Ascii.TwoDigits(frame, start + 5) >= 0
            && Ascii.StartsAt(frame, start + 7, "/"u8) && Ascii.TwoDigits(frame, start + 8) >= 0 && Ascii.StartsAt(frame, start + 10, " "u8))
        {
            SyslogStamp stamp = default;
            end = StampReader.ReadTime(frame, start + 11, ref stamp);
        }
        else if (Ascii.StartsAt(frame, start, "["u8) && StampReader.IsWeekday(frame, start + 1) && StampReader.Month(frame, start + 5) > 0)
        {
            int close = start + 8 + frame[(start + 8)..].IndexOf((byte)']');
            if (close >= start + 13 && frame[close - 5] == ' ' && Ascii.FourDigits(frame, close - 4) >= 0)
                end = close + 1;
        }

        return end >= 0 && Ascii.StartsAt(frame, end, " ["u8);
    }

    /// <summary>Whether an odd number of quotes stands in a text, not counting those behind a backslash.</summary>
    private static bool EndsInQuotes(ReadOnlySpan<byte> text)
    {
        bool inside = false;
        for (int i = text.IndexOfAny((byte)'"', (byte)'\\'); (uint)i < (uint)text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '"')
                inside = !inside;
        }

        return inside;
    }
}
