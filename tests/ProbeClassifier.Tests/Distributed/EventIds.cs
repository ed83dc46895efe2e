using System.Text.RegularExpressions;

namespace ProbeClassifier.Tests.Distributed;

internal static class EventIds
{
    /// <summary>An id without its mark, where a test is about the place alone.</summary>
    public static string Place(string id)
    {
        Assert.Matches("/[0-9a-f]{8}/[0-9]+/[0-9]+$", id);
        return Regex.Replace(id, "/[0-9a-f]{8}(/[0-9]+/[0-9]+)$", "$1", RegexOptions.None, System.TimeSpan.FromSeconds(1));
    }
}
