using System;

namespace ProbeClassifier.Listener.Framing;

/// <summary>What the first bytes of a message are.</summary>
internal enum MessageHead
{
    /// <summary>More bytes decide.</summary>
    Undecided = 0,

    /// <summary>NONZERO-DIGIT *DIGIT SP: octet counting.</summary>
    Count = 1,

    /// <summary>Text.</summary>
    Text = 2,

    /// <summary>Text that begins with something like an octet count: zero, signed, too many digits, letters among them.</summary>
    BadCount = 3,
}

/// <summary>The head of a message of RFC 6587 §3.4.1: <c>MSG-LEN SP</c>.</summary>
internal static class OctetCount
{
    /// <summary>The most digits believed: counts up to 9,999,999.</summary>
    public const int MaxDigits = 7;

    /// <summary>The longest word before a PRI that is taken for a spoilt count.</summary>
    private const int MaxWord = 20;

    /// <summary>So many bytes decide every head: a word, SP, <c>&lt;</c> and a digit.</summary>
    public const int MaxHead = MaxWord + 3;

    /// <summary>Whether a message that begins with this byte has a head to look at; any other is text at once.</summary>
    public static bool MayBegin(byte first) => char.IsAsciiDigit((char)first) || first is (byte)'+' or (byte)'-';

    /// <summary>Reads a head.</summary>
    /// <param name="bytes">From the message's first byte, which is one of <see cref="MayBegin"/>.</param>
    /// <param name="length">Bytes of the count and its SP, for a count good or bad.</param>
    /// <param name="count">The count, for a good one.</param>
    public static MessageHead Read(ReadOnlySpan<byte> bytes, out int length, out int count)
    {
        length = 0;
        count = 0;
        int digits = Digits(bytes);
        if (digits > MaxWord)
            return MessageHead.Text;
        if (digits == bytes.Length)
            return MessageHead.Undecided;
        if (digits > 0 && bytes[digits] == ' ')
        {
            length = digits + 1;
            if (bytes[0] == '0' || digits > MaxDigits)
                return MessageHead.BadCount;
            foreach (byte digit in bytes[..digits])
                count = (count * 10) + (digit - '0');
            return MessageHead.Count;
        }

        return ReadSpoilt(bytes, out length);
    }

    private static MessageHead ReadSpoilt(ReadOnlySpan<byte> bytes, out int length)
    {
        length = 0;
        int word = 0;
        while (word < bytes.Length && word <= MaxWord && IsWordByte(bytes[word]))
            word++;
        if (word > MaxWord)
            return MessageHead.Text;
        if (word == bytes.Length)
            return MessageHead.Undecided;
        if (bytes[word] != ' ')
            return MessageHead.Text;
        length = word + 1;
        if (word > 1 && Digits(bytes[1..word]) == word - 1)
            return MessageHead.BadCount;
        if (bytes.Length == length)
            return MessageHead.Undecided;
        if (bytes[length] != '<')
            return MessageHead.Text;
        if (bytes.Length == length + 1)
            return MessageHead.Undecided;
        return char.IsAsciiDigit((char)bytes[length + 1]) ? MessageHead.BadCount : MessageHead.Text;
    }

    private static bool IsWordByte(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'+' or (byte)'-' or (byte)'.' or (byte)',';

    private static int Digits(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? bytes.Length : end;
    }
}
