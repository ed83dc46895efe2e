namespace ProbeClassifier.Outputs.Ocsf;

/// <summary>The classes of OCSF that events become, with the names that its schema gives their numbers.</summary>
internal sealed record OcsfClass(int Uid, string Name, int CategoryUid, string CategoryName)
{
    public static OcsfClass Network { get; } = new(4001, "Network Activity", 4, "Network Activity");

    public static OcsfClass Http { get; } = new(4002, "HTTP Activity", 4, "Network Activity");

    public static OcsfClass Finding { get; } = new(2004, "Detection Finding", 2, "Findings");

    public static OcsfClass Of(EventNature nature) => nature switch
    {
        EventNature.Packet => Network,
        EventNature.Request => Http,
        _ => Finding,
    };
}
