namespace ProbeClassifier.Listener;

/// <summary>
/// What the meters of a listener are called. Instruments, all beginning with <c>probeclassifier.listener.</c>: <c>connections</c>,
/// <c>connections.accepted</c>, <c>messages</c>, <c>bytes</c> (attribute <c>probeclassifier.transport</c>); <c>closed</c>, <c>dropped</c>,
/// <c>framing</c>, <c>certificate.reloads</c> (attribute <c>probeclassifier.reason</c>); <c>errors</c>.
/// </summary>
public static class ListenerMeter
{
    /// <summary>The meter.</summary>
    public const string Name = "ProbeClassifier.Listener";

    internal const string Prefix = "probeclassifier.listener.";
}
