using System;
using System.Globalization;
using System.Text;
using ProbeClassifier.Dialects.AccessLog;

namespace ProbeClassifier.Tagging;

/// <summary>
/// The beginning of a normal path. A <c>*</c> ends its segment and stands for one or more bytes of it, so matching never
/// goes back: linear in the path.
/// </summary>
internal sealed class PathPattern(string text)
{
    private readonly byte[] _pattern = Encoding.UTF8.GetBytes(text);

    /// <summary>What is wrong with a pattern, as what was expected instead; null when nothing is.</summary>
    public static string? Check(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > RuleLimits.MaxPathPrefixBytes)
            return $"at most {RuleLimits.MaxPathPrefixBytes} bytes";
        if (bytes.Length == 0 || bytes[0] != '/')
            return "a path that begins with /";
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '*' && i + 1 < bytes.Length && bytes[i + 1] != '/')
                return "* only at the end of a path segment";
        }

        byte[] normal = new byte[bytes.Length];
        int length = RequestPath.Normalize(bytes, normal);
        return length >= 0 && normal.AsSpan(0, length).SequenceEqual(bytes)
            ? null
            : $"a path in normal form: \"{RuleText.Escape(Encoding.UTF8.GetString(normal, 0, Math.Max(length, 0)))}\"";
    }

    /// <summary>
    /// The pattern with bytes outside printable ASCII, and the separators of a list, percent-encoded in upper case. No two
    /// patterns share it: an escape for such a byte would not be in normal form, and those that are have lower case.
    /// </summary>
    public override string ToString()
    {
        var result = new StringBuilder(_pattern.Length);
        foreach (byte value in _pattern)
        {
            if (value is > 0x20 and < 0x7F and not (byte)',' and not (byte)';' and not (byte)'"')
                result.Append((char)value);
            else
                result.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        }

        return result.ToString();
    }

    /// <summary>Whether a normal path begins so.</summary>
    public bool Matches(ReadOnlySpan<byte> path)
    {
        ReadOnlySpan<byte> pattern = _pattern;
        while (true)
        {
            int star = pattern.IndexOf((byte)'*');
            if (star < 0)
                return path.StartsWith(pattern);
            if (!path.StartsWith(pattern[..star]))
                return false;
            path = path[star..];
            int segment = path.IndexOf((byte)'/');
            if (segment < 0)
                segment = path.Length;
            if (segment == 0)
                return false;
            path = path[segment..];
            pattern = pattern[(star + 1)..];
        }
    }
}
