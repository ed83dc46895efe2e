using System;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.AccessLog;

/// <summary>
/// The path a web server would look up for a request target, in a form for matching prefixes. The steps and why they are so
/// are in docs/dialects/access-log.md. Linear time, no allocation, any bytes. Thread safe.
/// </summary>
internal static class RequestPath
{
    private const int None = -1;

    /// <summary>Normalises a target.</summary>
    /// <param name="target">As it stands in the log, the log's escapes included.</param>
    /// <param name="destination">Takes the path; as long as the target is always enough.</param>
    /// <returns>
    /// Bytes written, at least 1, beginning with <c>/</c>; -1 when the target is not a path (<c>*</c>, <c>host:port</c>, empty).
    /// </returns>
    internal static int Normalize(ReadOnlySpan<byte> target, Span<byte> destination)
    {
        int at = 0;
        int authority = AuthorityStart(target);
        if (authority > 0)
        {
            int length = target[authority..].IndexOfAny("/\\?#"u8);
            at = length < 0 ? target.Length : authority + length;
        }
        else if (!IsSlash(LogEscapes.Next(target, ref at)))
        {
            return None;
        }

        var path = new PathBuilder(destination);
        while (true)
        {
            int letter = LogEscapes.Next(target, ref at);
            switch (letter)
            {
                case LogEscapes.End or '?' or '#':
                    return path.Finish();
                case '/' or '\\':
                    path.EndSegment();
                    break;
                case ';':
                    path.SkipToSegmentEnd();
                    break;
                case '%' when TryDecode(target, ref at, out int octet):
                    if (IsSlash(octet))
                        path.EndSegment();
                    else
                        path.AppendDecoded((byte)octet);
                    break;
                case '%':
                    path.AppendStrayPercent();
                    break;
                default:
                    path.Append((byte)letter);
                    break;
            }
        }
    }

    /// <summary>Where the authority of <c>scheme://authority/path</c> begins, or -1.</summary>
    internal static int AuthorityStart(ReadOnlySpan<byte> target)
    {
        int scheme = 0;
        while (scheme < target.Length && IsSchemeByte(target[scheme], first: scheme == 0))
            scheme++;
        return scheme > 0 && target[scheme..].StartsWith("://"u8) ? scheme + 3 : None;
    }

    /// <summary>Two hexadecimal digits after a percent sign; else leaves the position where it was.</summary>
    private static bool TryDecode(ReadOnlySpan<byte> target, ref int at, out int octet)
    {
        int ahead = at;
        int high = NextDigit(target, ref ahead);
        int low = high < 0 ? None : NextDigit(target, ref ahead);
        octet = (high << 4) | low;
        if (low < 0)
            return false;
        at = ahead;
        return true;
    }

    private static int NextDigit(ReadOnlySpan<byte> target, ref int at)
    {
        int letter = LogEscapes.Next(target, ref at);
        return letter == LogEscapes.End ? None : Ascii.HexDigit((byte)letter);
    }

    private static bool IsSlash(int letter) => letter is '/' or '\\';

    private static bool IsSchemeByte(byte value, bool first) =>
        (value | 0x20) is >= 'a' and <= 'z'
        || (!first && value is (>= (byte)'0' and <= (byte)'9') or (byte)'+' or (byte)'-' or (byte)'.');
}
