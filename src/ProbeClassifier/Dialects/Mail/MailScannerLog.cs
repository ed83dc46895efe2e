using System;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Mail;

/// <summary>MailScanner's own lines, and those of the scanners that it starts.</summary>
internal static class MailScannerLog
{
    /// <summary>Reads a message; only some have the client's address.</summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        if (Ascii.StartsAt(frame, start, "Virus Scanning: "u8))
            return TryReadCount(frame, start + 16, ref fields);
        if (Ascii.StartsAt(frame, start, "Infected message "u8))
            return TryReadClient(frame, start, ref fields);

        // Sophos.
        if (Ascii.StartsAt(frame, start, ">>> Virus '"u8))
            return TryReadUpTo(frame, start + 11, "'"u8, ref fields);

        // ClamAV as a module, and as a daemon.
        if (Ascii.StartsAt(frame, start, "ClamAVModule::INFECTED:: "u8))
            return TryReadUpTo(frame, start + 25, "::"u8, ref fields);
        if (Ascii.StartsAt(frame, start, "Clamd::INFECTED:: "u8))
            return TryReadUpTo(frame, start + 18, "::"u8, ref fields);

        // F-Prot.
        int infection = frame[start..].LastIndexOf("Infection: "u8);
        if (infection >= 0)
            return TryReadUpTo(frame, start + infection + 11, " "u8, ref fields);
        return MailScannerDialect.TryReadFound(frame, start, out fields.Message);
    }

    /// <summary><c>Found 1 viruses</c>, or <c>ClamAV found 2 infections</c>: the first word but one is the number.</summary>
    private static bool TryReadCount(ReadOnlySpan<byte> frame, int at, ref EventFields fields)
    {
        fields.Message = new ByteRange(at, frame.Length - at);
        int found = frame[at..].IndexOf("ound "u8);
        if (found < 0)
            return false;
        int i = at + found + 5;
        if (!Ascii.TryReadNumber(frame, ref i, uint.MaxValue, out uint count) || count == 0)
            return false;
        return Ascii.StartsAt(frame, i, " virus"u8) || Ascii.StartsAt(frame, i, " infection"u8);
    }

    private static bool TryReadClient(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int id = Ascii.TokenEnd(frame, start + 17);
        if (!Ascii.StartsAt(frame, id, " came from "u8))
            return false;
        fields.Message = new ByteRange(start, frame.Length - start);
        if (AddressToken.TryRead(frame, id + 11, out ProbeAddress source, out _))
        {
            fields.Source = source;
            fields.Present |= PresentFields.Source;
        }

        return true;
    }

    private static bool TryReadUpTo(ReadOnlySpan<byte> frame, int at, ReadOnlySpan<byte> mark, ref EventFields fields)
    {
        int length = frame[at..].IndexOf(mark);
        ReadOnlySpan<byte> name = (length < 0 ? frame[at..] : frame.Slice(at, length)).TrimEnd((byte)' ');
        fields.Message = new ByteRange(at, name.Length);
        return name.Length > 0;
    }
}
