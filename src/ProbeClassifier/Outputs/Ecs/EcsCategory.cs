using System;
using System.Text.Json;
using ProbeClassifier.Events;

namespace ProbeClassifier.Outputs.Ecs;

/// <summary>
/// ECS's four levels of categorization. A type stands only beside a category that ECS allows it with: tests hold it against a list made
/// from its documentation.
/// </summary>
internal static class EcsCategory
{
    public static ReadOnlySpan<byte> KindOf(EventNature nature) =>
        nature is EventNature.Alert or EventNature.Malware ? "alert"u8 : "event"u8;

    public static void WriteCategories(Utf8JsonWriter json, EventNature nature)
    {
        json.WriteStartArray("category"u8);
        switch (nature)
        {
            case EventNature.Request:
                json.WriteStringValue("web"u8);
                break;
            case EventNature.Alert or EventNature.Exploit:
                json.WriteStringValue("intrusion_detection"u8);
                json.WriteStringValue("network"u8);
                break;
            case EventNature.Malware:
                json.WriteStringValue("malware"u8);
                json.WriteStringValue("email"u8);
                break;
            case EventNature.Login:
                json.WriteStringValue("authentication"u8);
                break;
            case EventNature.Mail:
                json.WriteStringValue("email"u8);
                break;
            case EventNature.File:
                json.WriteStringValue("file"u8);
                break;
            case EventNature.Host:
                json.WriteStringValue("host"u8);
                break;
            default:
                json.WriteStringValue("network"u8);
                break;
        }

        json.WriteEndArray();
    }

    public static void WriteTypes(Utf8JsonWriter json, in ProbeEvent probe, EventNature nature)
    {
        json.WriteStartArray("type"u8);
        switch (nature)
        {
            case EventNature.Request:
                json.WriteStringValue("access"u8);
                break;
            case EventNature.Login:
                json.WriteStringValue("start"u8);
                break;
            case EventNature.File:
                json.WriteStringValue("change"u8);
                break;
            case EventNature.Host:
                json.WriteStringValue(probe.Activity is ProbeActivity.PromiscuousOn or ProbeActivity.PromiscuousOff ? "change"u8 : "info"u8);
                break;
            case EventNature.Mail or EventNature.Malware:
                json.WriteStringValue("info"u8);
                break;
            case EventNature.Packet or EventNature.Connection:
                json.WriteStringValue("connection"u8);
                WriteVerdict(json, probe.Action);
                break;
            default:
                json.WriteStringValue("info"u8);
                WriteVerdict(json, probe.Action);
                break;
        }

        json.WriteEndArray();
    }

    private static void WriteVerdict(Utf8JsonWriter json, ProbeAction action)
    {
        if (action == ProbeAction.Allowed)
            json.WriteStringValue("allowed"u8);
        else if (action == ProbeAction.Blocked)
            json.WriteStringValue("denied"u8);
    }
}
