using System;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.AccessLog;

/// <summary>
/// What an access log's request says beyond an event's fields, read again from the line for outputs. All of it is a stranger's text as
/// the server wrote it: escapes stay. An absent range is empty.
/// </summary>
internal struct RequestDetails
{
    /// <summary><c>GET</c>; a token of RFC 9110.</summary>
    public ByteRange Method;

    /// <summary><c>1.1</c> of <c>HTTP/1.1</c>.</summary>
    public ByteRange Version;

    /// <summary>The path: from its slash to the query. Absent where the target has none, as with CONNECT.</summary>
    public ByteRange Path;

    /// <summary>Behind the first question mark.</summary>
    public ByteRange Query;

    /// <summary>Reads them; all absent without a request target.</summary>
    public static RequestDetails Read(in ProbeEvent probe)
    {
        RequestDetails details = default;
        ByteRange target = probe.Fields.RequestTarget;
        ReadOnlySpan<byte> frame = probe.Frame;
        if (target.Length == 0)
            return details;

        int methodEnd = target.Start;
        while (methodEnd > 0 && frame[methodEnd - 1] == ' ')
            methodEnd--;
        int method = frame[..methodEnd].LastIndexOf((byte)'"') + 1;
        details.Method = new ByteRange(method, methodEnd - method);

        int behind = target.Start + target.Length;
        ReadOnlySpan<byte> rest = frame[behind..].TrimStart((byte)' ');
        if (rest.StartsWith("HTTP/"u8))
        {
            int version = frame.Length - rest.Length + 5;
            int end = version;
            while (end < frame.Length && (Ascii.IsDigit(frame[end]) || frame[end] == '.'))
                end++;
            details.Version = new ByteRange(version, end - version);
        }

        ReadPath(target.Of(frame), target.Start, ref details);
        return details;
    }

    private static void ReadPath(ReadOnlySpan<byte> target, int start, ref RequestDetails details)
    {
        int path = 0;
        int authority = RequestPath.AuthorityStart(target);
        if (authority > 0)
        {
            int slash = target[authority..].IndexOfAny((byte)'/', (byte)'?');
            path = slash < 0 ? target.Length : authority + slash;
        }

        int query = target[path..].IndexOf((byte)'?');
        int pathEnd = query < 0 ? target.Length : path + query;
        if (pathEnd > path && target[path] == '/')
            details.Path = new ByteRange(start + path, pathEnd - path);
        if (query >= 0)
            details.Query = new ByteRange(start + pathEnd + 1, target.Length - pathEnd - 1);
    }
}
