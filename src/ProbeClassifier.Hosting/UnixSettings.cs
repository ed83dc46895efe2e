using ProbeClassifier.Listener;

namespace ProbeClassifier.Hosting;

/// <summary>A Unix socket.</summary>
public sealed class UnixSettings
{
    /// <inheritdoc cref="UnixEndpointOptions.Path"/>
    public string Path { get; set; } = string.Empty;

    /// <inheritdoc cref="UnixEndpointOptions.IsDatagram"/>
    public bool IsDatagram { get; set; } = true;

    /// <inheritdoc cref="UnixEndpointOptions.Mode"/>
    public string? Mode { get; set; }
}
