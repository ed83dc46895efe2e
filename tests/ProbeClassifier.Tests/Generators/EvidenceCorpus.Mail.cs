namespace ProbeClassifier.Tests.Generators;

/// <summary>Whole lines in true forms, with documentation addresses: <c>MailEvents</c> are events, <c>MailOthers</c> look like them and are not.</summary>
internal static partial class EvidenceCorpus
{
    public static readonly string[] MailEvents = [];

    public static readonly string[] MailOthers = [];
}
