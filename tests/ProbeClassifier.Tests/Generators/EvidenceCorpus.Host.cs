namespace ProbeClassifier.Tests.Generators;

/// <summary>Whole lines in true forms, with documentation addresses: <c>HostEvents</c> are events, <c>HostOthers</c> look like them and are not.</summary>
internal static partial class EvidenceCorpus
{
    public static readonly string[] HostEvents = [];

    public static readonly string[] HostOthers = [];
}
