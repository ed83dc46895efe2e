using System;
using System.Buffers;

namespace ProbeClassifier.Dialects.AccessLog;

/// <summary>
/// Splits <c>METHOD target HTTP/n.n</c>, or <c>METHOD target</c> of HTTP/0.9. What is neither (TLS bytes, another protocol's
/// greeting, nothing) has no target. A target may hold spaces: clients of 2000 sent them.
/// </summary>
internal readonly struct RequestLine
{
    /// <summary>The token characters of RFC 9110.</summary>
    private static readonly SearchValues<byte> TokenBytes =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private RequestLine(int start, int length, bool mayBeQuic)
    {
        Start = start;
        Length = length;
        MayBeQuic = mayBeQuic;
    }

    /// <summary>Where the target begins in the request.</summary>
    public int Start { get; }

    /// <summary>Bytes of the target; 0 when there is none.</summary>
    public int Length { get; }

    /// <summary>HTTP/3 is carried over UDP, but a client may also write it into a request over TCP.</summary>
    public bool MayBeQuic { get; }

    /// <summary>Splits a request, the bytes between the quotes.</summary>
    public static RequestLine Read(ReadOnlySpan<byte> request)
    {
        int methodEnd = request.IndexOf((byte)' ');
        if (methodEnd <= 0 || request[..methodEnd].ContainsAnyExcept(TokenBytes))
            return default;

        int end = TrimSpaces(request, request.Length);
        int start = methodEnd;
        while (start < end && request[start] == ' ')
            start++;
        if (start == end)
            return default;

        int lastWord = request[..end].LastIndexOf((byte)' ') + 1;
        if (lastWord > start && request[lastWord..end].StartsWith("HTTP/"u8))
            return new(start, TrimSpaces(request, lastWord) - start, request[lastWord..end].StartsWith("HTTP/3"u8));

        // Without a version only a target that is a path counts: "EHLO mail.example" is no request.
        ReadOnlySpan<byte> target = request[start..end];
        return target[0] == '/' || RequestPath.AuthorityStart(target) > 0 ? new(start, target.Length, mayBeQuic: false) : default;
    }

    private static int TrimSpaces(ReadOnlySpan<byte> text, int end)
    {
        while (end > 0 && text[end - 1] == ' ')
            end--;
        return end;
    }
}
