using System.IO;

namespace ProbeClassifier.Listener.Configuration;

/// <summary>File permissions as octal digits.</summary>
internal static class OctalMode
{
    public static bool TryParse(string text, out UnixFileMode mode)
    {
        mode = UnixFileMode.None;
        if (text.Length is < 3 or > 4)
            return false;
        int bits = 0;
        foreach (char digit in text)
        {
            if (digit is < '0' or > '7')
                return false;
            bits = (bits * 8) + (digit - '0');
        }

        mode = (UnixFileMode)bits;
        return true;
    }
}
