namespace ProbeClassifier.Tests.Generators;

/// <summary>The lines of all evidence dialects.</summary>
internal static partial class EvidenceCorpus
{
    public static string[] Events => [.. IdsEvents, .. MailEvents, .. HostEvents];

    public static string[] Others => [.. IdsOthers, .. MailOthers, .. HostOthers];
}
