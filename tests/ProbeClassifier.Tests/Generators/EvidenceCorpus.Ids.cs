namespace ProbeClassifier.Tests.Generators;

/// <summary>Whole lines in true forms, with documentation addresses: <c>IdsEvents</c> are events, <c>IdsOthers</c> look like them and are not.</summary>
internal static partial class EvidenceCorpus
{
    public static readonly string[] IdsEvents = [];

    public static readonly string[] IdsOthers = [];
}
