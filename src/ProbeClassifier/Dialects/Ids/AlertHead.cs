using System;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Ids;

/// <summary>What comes before an alert's message: <c>[Drop] [**] [gid:sid:rev] &lt;interface&gt;</c>.</summary>
internal static class AlertHead
{
    /// <summary>The two marks around an alert's message in a file.</summary>
    public static ReadOnlySpan<byte> Mark => "[**]"u8;

    /// <summary>
    /// Reads what is there and sets action and signature; returns where the message begins. <paramref name="isMarked"/> says
    /// whether the first mark was there.
    /// </summary>
    public static int Read(ReadOnlySpan<byte> frame, int at, out bool isMarked, ref EventFields fields)
    {
        at = SkipSpaces(frame, ReadAction(frame, SkipSpaces(frame, at), ref fields));
        isMarked = Ascii.StartsAt(frame, at, "[**] "u8);
        if (isMarked)
            at = ReadAction(frame, at + 5, ref fields);
        at = SkipInterface(frame, at);
        return SkipInterface(frame, ReadSignature(frame, at, ref fields));
    }

    /// <summary>A message as it is to be shown: Snort 3 writes it in quotation marks.</summary>
    public static ByteRange Unquoted(ReadOnlySpan<byte> frame, int start, int end)
    {
        while (end > start && frame[end - 1] == ' ')
            end--;
        return IsQuoted(frame[start..end]) ? new ByteRange(start + 1, end - start - 2) : new ByteRange(start, end - start);
    }

    public static bool IsQuoted(ReadOnlySpan<byte> message) => message.Length >= 2 && message[0] == '"' && message[^1] == '"';

    /// <summary>
    /// <c>[Drop]</c> is said of a packet that was dropped, <c>[wDrop]</c> of one that would have been if the program stood in the way.
    /// </summary>
    private static int ReadAction(ReadOnlySpan<byte> frame, int at, ref EventFields fields)
    {
        if (Starts(frame, at, "[Drop] "u8) || Starts(frame, at, "[drop] "u8))
        {
            fields.Action = ProbeAction.Blocked;
            return at + 7;
        }

        if (Starts(frame, at, "[block] "u8) || Starts(frame, at, "[reset] "u8) || Starts(frame, at, "[wDrop] "u8) || Starts(frame, at, "[WDrop] "u8))
        {
            fields.Action = frame[at + 1] is (byte)'w' or (byte)'W' ? ProbeAction.Allowed : ProbeAction.Blocked;
            return at + 8;
        }

        return at;
    }

    private static int ReadSignature(ReadOnlySpan<byte> frame, int at, ref EventFields fields)
    {
        int i = at + 1;
        if (at >= frame.Length || frame[at] != '[' || !TryNumber(frame, ref i, (byte)':', out uint generator))
            return at;
        int number = i;
        uint revision = 0;
        if (!TryNumber(frame, ref i, (byte)':', out uint signature))
        {
            i = number;
            if (!TryNumber(frame, ref i, (byte)']', out signature))
                return at;
        }
        else if (!TryNumber(frame, ref i, (byte)']', out revision))
        {
            return at;
        }

        fields.Signature = new ProbeSignature(generator, signature, revision);
        fields.Present |= PresentFields.Signature;
        return SkipSpaces(frame, i);
    }

    private static bool TryNumber(ReadOnlySpan<byte> frame, ref int i, byte then, out uint number)
    {
        if (!Ascii.TryReadNumber(frame, ref i, uint.MaxValue, out number) || i >= frame.Length || frame[i] != then)
            return false;
        i++;
        return true;
    }

    /// <summary>Passes over <c>&lt;eth0&gt; </c>, which has no space in it.</summary>
    private static int SkipInterface(ReadOnlySpan<byte> frame, int at)
    {
        if (at >= frame.Length || frame[at] != '<')
            return at;
        int close = frame[at..].IndexOfAny((byte)'>', (byte)' ');
        return close > 0 && frame[at + close] == '>' ? SkipSpaces(frame, at + close + 1) : at;
    }

    private static bool Starts(ReadOnlySpan<byte> frame, int at, ReadOnlySpan<byte> word) => Ascii.StartsAt(frame, at, word);

    private static int SkipSpaces(ReadOnlySpan<byte> frame, int at)
    {
        while (at < frame.Length && frame[at] == ' ')
            at++;
        return at;
    }
}
