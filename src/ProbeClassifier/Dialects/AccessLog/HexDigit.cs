namespace ProbeClassifier.Dialects.AccessLog;

/// <summary>Hexadecimal digits of either case.</summary>
internal static class HexDigit
{
    /// <summary>0–15, or -1 when the byte is no digit. Takes any int, so that "end of text" can be passed as -1.</summary>
    public static int Value(int letter) => letter switch
    {
        >= '0' and <= '9' => letter - '0',
        >= 'a' and <= 'f' => letter - 'a' + 10,
        >= 'A' and <= 'F' => letter - 'A' + 10,
        _ => -1,
    };
}
