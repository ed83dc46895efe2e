using System;
using System.Buffers;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Ids;

/// <summary>
/// JSON (RFC 8259) read forwards, member by member. Not the framework's reader, because that one throws on bytes that are no JSON,
/// and an attacker may choose them. What is passed over is checked for its brackets and strings only.
/// </summary>
internal ref struct JsonText
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);

    private readonly ReadOnlySpan<byte> _text;

    /// <param name="text">The text.</param>
    /// <param name="at">Where a value begins.</param>
    public JsonText(ReadOnlySpan<byte> text, int at)
    {
        _text = text;
        At = at;
    }

    /// <summary>Where reading stands: after a failure, where it failed.</summary>
    public int At { get; private set; }

    /// <summary>Whether the text ended before what was being read.</summary>
    public readonly bool IsCut => At >= _text.Length;

    /// <summary>The byte that comes next, white space passed over; 0 at the end.</summary>
    public byte Peek()
    {
        while (At < _text.Length && _text[At] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            At++;
        return At < _text.Length ? _text[At] : (byte)0;
    }

    /// <summary>Passes over a byte, if it is what comes next.</summary>
    public bool TrySkip(char expected)
    {
        if (Peek() != expected || IsCut)
            return false;
        At++;
        return true;
    }

    /// <summary>
    /// Goes on to the next member of the object that reading is in, and stands before its value. False at the object's end, which is
    /// passed over, and where the text is wrong: <paramref name="isWhole"/> tells one from the other.
    /// </summary>
    /// <param name="isFirst">Whether the object's bracket was just passed.</param>
    /// <param name="name">The member's name, its escapes as they are.</param>
    /// <param name="isWhole">Whether this is the object's end.</param>
    public bool TryMember(ref bool isFirst, out ReadOnlySpan<byte> name, out bool isWhole)
    {
        name = default;
        isWhole = TrySkip('}');
        if (isWhole || (!isFirst && !TrySkip(',')))
            return false;
        isFirst = false;
        if (!TryString(out ByteRange range) || !TrySkip(':'))
            return false;
        name = range.Of(_text);
        return true;
    }

    /// <summary>Reads a string; the range is what stands between its quotation marks.</summary>
    public bool TryString(out ByteRange range)
    {
        range = default;
        if (!TrySkip('"'))
            return false;
        int start = At;
        if (!TrySkipString())
            return false;
        range = new ByteRange(start, At - 1 - start);
        return true;
    }

    /// <summary>Reads a whole number that is not negative.</summary>
    public bool TryNumber(uint maximum, out uint number)
    {
        number = 0;
        Peek();
        int i = At;
        if (!Ascii.TryReadNumber(_text, ref i, maximum, out number) || (i < _text.Length && !IsEnd(_text[i])))
            return false;
        At = i;
        return true;
    }

    /// <summary>Passes over a value of any kind.</summary>
    public bool TrySkipValue()
    {
        byte first = Peek();
        if (first == '"')
            return TryString(out _);
        if (first is not ((byte)'{' or (byte)'['))
            return TrySkipLiteral();
        int depth = 0;
        while (true)
        {
            int found = _text[At..].IndexOfAny(Structure);
            if (found < 0)
            {
                At = _text.Length;
                return false;
            }

            At += found + 1;
            switch (_text[At - 1])
            {
                case (byte)'"':
                    if (!TrySkipString())
                        return false;
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                default:
                    if (--depth == 0)
                        return true;
                    break;
            }
        }
    }

    /// <summary>Passes over the rest of a string and its closing mark.</summary>
    private bool TrySkipString()
    {
        while (true)
        {
            int found = _text[At..].IndexOfAny((byte)'"', (byte)'\\');
            if (found < 0 || At + found + 1 > _text.Length)
            {
                At = _text.Length;
                return false;
            }

            At += found + 1;
            if (_text[At - 1] == '"')
                return true;
            At = Math.Min(At + 1, _text.Length);
        }
    }

    /// <summary>Passes over a number, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
    private bool TrySkipLiteral()
    {
        int start = At;
        while (At < _text.Length && _text[At] is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'z') or (byte)'-' or (byte)'+' or (byte)'.' or (byte)'E')
            At++;
        return At > start;
    }

    private static bool IsEnd(byte b) => b is (byte)',' or (byte)'}' or (byte)']' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
