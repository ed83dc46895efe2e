using ProbeClassifier.Tagging;

namespace ProbeClassifier.Outputs;

/// <summary>
/// How grave an event is by its section, where a format wants a number. It says what kind of thing was seen, not whether it worked.
/// </summary>
internal static class SectionWeight
{
    /// <summary>CEF's 0–10: 0–3 low, 4–6 medium, 7–8 high, 9–10 very high.</summary>
    public static int Cef(ReportSection section) => section switch
    {
        ReportSection.Probes => 3,
        ReportSection.MailRelay or ReportSection.ForgedMail => 4,
        ReportSection.DenialOfService => 7,
        ReportSection.Intrusion or ReportSection.Malware => 8,
        _ => 1,
    };

    /// <summary>OCSF's severity_id: 1 informational, 2 low, 3 medium, 4 high.</summary>
    public static int Ocsf(ReportSection section) => section switch
    {
        ReportSection.Probes => 2,
        ReportSection.MailRelay or ReportSection.ForgedMail => 3,
        ReportSection.DenialOfService or ReportSection.Intrusion or ReportSection.Malware => 4,
        _ => 1,
    };
}
