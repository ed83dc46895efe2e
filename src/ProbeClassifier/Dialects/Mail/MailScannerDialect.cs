using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Mail;

/// <summary>What amavisd, ClamAV's programs and MailScanner write of a virus that they found. See docs/dialects/mail.md.</summary>
internal static class MailScannerDialect
{
    /// <summary>Reads a message, by the name of its program.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields)
    {
        if (start >= frame.Length)
            return DialectOutcome.NotMine;
        ReadOnlySpan<byte> program = envelope.AppName.Of(frame);
        if (program.StartsWith("amavis"u8))
            return Amavis(frame, start, ref fields);
        bool isFound = program[0] switch
        {
            (byte)'M' => MailScannerLog.TryRead(frame, start, ref fields),
            _ when program.StartsWith("clamsmtpd"u8) => TryReadLast(frame, start, "status=VIRUS:"u8, out fields.Message),
            _ when program.StartsWith("clamav-milter"u8) && TryReadLast(frame, start, " infected by "u8, out fields.Message) => true,
            _ => TryReadFound(frame, start, out fields.Message),
        };
        fields.Activity = ProbeActivity.Malware;
        return isFound ? DialectOutcome.Event : DialectOutcome.NotMine;
    }

    /// <summary>ClamAV's <c>path: name FOUND</c>. The path may be an attachment's, but never comes last.</summary>
    public static bool TryReadFound(ReadOnlySpan<byte> frame, int start, out ByteRange name)
    {
        name = default;
        ReadOnlySpan<byte> text = frame[start..];
        if (!text.EndsWith(" FOUND"u8))
            return false;
        text = text[..^6];
        int at = text.LastIndexOf(": "u8) + 2;
        int length = at >= 2 ? text.Length - at : 0;

        // Behind the name there may be the file's digest and size.
        if (at >= 2 && text[at..].IndexOf((byte)'(') is > 0 and int digest)
            length = digest;
        name = new ByteRange(start + at, length);
        return length > 0 && !text.Slice(at, length).Contains((byte)' ');
    }

    /// <summary>The token behind the last place where some words stand: what the mail's sender wrote comes before these.</summary>
    private static bool TryReadLast(ReadOnlySpan<byte> frame, int start, ReadOnlySpan<byte> words, out ByteRange name)
    {
        name = default;
        int at = frame[start..].LastIndexOf(words);
        if (at < 0)
            return false;
        at += start + words.Length;
        name = new ByteRange(at, Ascii.TokenEnd(frame, at) - at);
        return name.Length > 0;
    }

    /// <summary><c>(id) Blocked INFECTED (name) {…}, [client]:port [received from] &lt;sender&gt; -&gt; …</c>; older ones have less.</summary>
    private static DialectOutcome Amavis(ReadOnlySpan<byte> frame, int at, ref EventFields fields)
    {
        fields.Action = ProbeAction.Blocked;
        if (frame[at] == '(' && frame[at..].IndexOf(") "u8) is > 0 and int id)
            at += id + 2;
        if (Ascii.StartsAt(frame, at, "Blocked "u8))
        {
            at += 8;
        }
        else if (Ascii.StartsAt(frame, at, "Passed "u8))
        {
            at += 7;
            fields.Action = ProbeAction.Allowed;
        }

        if (!Ascii.StartsAt(frame, at, "INFECTED ("u8))
            return DialectOutcome.NotMine;
        at += 10;
        int length = frame[at..].IndexOf("), "u8);
        if (frame[at..].IndexOf(") {"u8) is >= 0 and int braces && (length < 0 || braces < length))
            length = braces;
        if (length < 0)
            return DialectOutcome.Unparsed(UnparsedReason.Truncated, frame.Length);
        fields.Message = new ByteRange(at, length);
        fields.Activity = ProbeActivity.Malware;

        // What comes before the sender is amavisd's own.
        at += length;
        int sender = frame[at..].IndexOf((byte)'<');
        int open = frame[at..].IndexOf((byte)'[');
        if (open < 0 || (sender >= 0 && sender < open))
            return DialectOutcome.Event;
        DialectOutcome client = ClientBracket.Read(frame, at + open, ref fields, out at);
        if (client.Verdict == DialectVerdict.Event)
            ClientBracket.ReadPort(frame, ref at, ref fields);
        return client;
    }
}
