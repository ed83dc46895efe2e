using System;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Mail;

/// <summary>The codes of an SMTP reply: <c>550 </c>, <c>5.7.1 </c>, or both.</summary>
internal static class ReplyCode
{
    /// <summary>The index behind those of the codes that stand here, with the space after each.</summary>
    public static int Skip(ReadOnlySpan<byte> text, int at)
    {
        int i = at;
        if (Ascii.TryReadNumber(text, ref i, 999, out uint code) && code >= 100 && Ascii.StartsAt(text, i, " "u8))
            at = i + 1;
        i = at;
        for (int part = 0; part < 3; part++)
        {
            if (!Ascii.TryReadNumber(text, ref i, 999, out _) || !Ascii.StartsAt(text, i, part < 2 ? "."u8 : " "u8))
                return at;
            i++;
        }

        return i;
    }
}
