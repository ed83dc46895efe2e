using System.Diagnostics;

namespace ProbeClassifier.Hosting;

/// <summary>The traces of a host: name them to a tracer.</summary>
public static class ProbeActivities
{
    /// <summary>The name of the source: <c>ProbeClassifier</c>. Activities: <c>probeclassifier.start</c>, <c>probeclassifier.report</c>, <c>probeclassifier.stop</c>.</summary>
    public const string SourceName = "ProbeClassifier";

    internal static ActivitySource Source { get; } = new(SourceName);
}
