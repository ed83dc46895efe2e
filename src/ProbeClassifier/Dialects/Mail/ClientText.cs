using System;

namespace ProbeClassifier.Dialects.Mail;

/// <summary>
/// Mail addresses as a client wrote them: quoted strings, backslashes, comments. What looks like the rest of the log line inside of
/// these is the client's, so a scan for what follows an address passes over them.
/// </summary>
internal static class ClientText
{
    /// <summary>The first place outside of quotes and comments where two bytes stand; -1 when there is none.</summary>
    /// <param name="text">The line.</param>
    /// <param name="at">Where the client's text begins.</param>
    /// <param name="first">The first byte of the mark behind it.</param>
    /// <param name="second">The second.</param>
    /// <param name="hasComments">Whether <c>(…)</c> is a comment: where the server keeps these in what it logs.</param>
    public static int FindBehind(ReadOnlySpan<byte> text, int at, byte first, byte second, bool hasComments = false)
    {
        bool isQuoted = false;
        int depth = 0;
        for (int i = at; i < text.Length; i++)
        {
            byte b = text[i];
            if (b == '\\')
                i++;
            else if (b == '"' && depth == 0)
                isQuoted = !isQuoted;
            else if (isQuoted)
                continue;
            else if (b == '(' && hasComments)
                depth++;
            else if (b == ')' && depth > 0)
                depth--;
            else if (depth == 0 && b == first && i + 1 < text.Length && text[i + 1] == second)
                return i;
        }

        return -1;
    }

    /// <summary>Where the token that begins at a place ends: the next space outside of quotes, or the end of the text.</summary>
    public static int TokenEnd(ReadOnlySpan<byte> text, int at)
    {
        bool isQuoted = false;
        int i = at;
        for (; i < text.Length && (isQuoted || text[i] != ' '); i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '"')
                isQuoted = !isQuoted;
        }

        return Math.Min(i, text.Length);
    }
}
