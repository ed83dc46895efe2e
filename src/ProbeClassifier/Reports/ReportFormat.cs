namespace ProbeClassifier.Reports;

/// <summary>How a report is written.</summary>
public enum ReportFormat
{
    /// <summary>For people, in 80 columns.</summary>
    Text = 0,

    /// <summary>For programs: docs/schemas/report.schema.json.</summary>
    Json = 1,
}

/// <summary>The language of a text report and of titles in JSON.</summary>
public enum ReportLanguage
{
    /// <summary>English.</summary>
    English = 0,

    /// <summary>Japanese.</summary>
    Japanese = 1,
}
