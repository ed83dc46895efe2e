namespace ProbeClassifier.Outputs;

/// <summary>How tagged events are written: one a line. The fields of each are in docs/outputs.md.</summary>
public enum EventFormat : byte
{
    /// <summary>This library's own flat JSON: docs/schemas/event.schema.json.</summary>
    Ndjson = 0,

    /// <summary>The Elastic Common Schema, version 9.0.0, as nested JSON.</summary>
    Ecs = 1,

    /// <summary>The Open Cybersecurity Schema Framework, version 1.5.0: Network Activity, HTTP Activity, Detection Finding.</summary>
    Ocsf = 2,

    /// <summary>ArcSight's Common Event Format, version 0 (<c>CEF:0|…</c>), without a syslog header.</summary>
    Cef = 3,
}
