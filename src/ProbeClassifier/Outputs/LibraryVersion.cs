namespace ProbeClassifier.Outputs;

/// <summary>What formats say of who wrote them.</summary>
internal static class LibraryVersion
{
    /// <summary>Like <c>0.1.0</c>.</summary>
    public static string Text { get; } = typeof(LibraryVersion).Assembly.GetName().Version!.ToString(3);
}
