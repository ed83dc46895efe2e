using ProbeClassifier.Events;

namespace ProbeClassifier.Outputs;

/// <summary>What kind of thing an event is, as schemas divide the world.</summary>
internal enum EventNature : byte
{
    /// <summary>A packet filter saw a packet.</summary>
    Packet,

    /// <summary>A web server answered a request.</summary>
    Request,

    /// <summary>A detector raised an alert: an IDS, a scan detector.</summary>
    Alert,

    /// <summary>A mail scanner found malware.</summary>
    Malware,

    /// <summary>A login failed.</summary>
    Login,

    /// <summary>A service refused somebody, or somebody went away.</summary>
    Connection,

    /// <summary>A mail server or a sender check spoke of a mail.</summary>
    Mail,

    /// <summary>A service was attacked and says so.</summary>
    Exploit,

    /// <summary>The kernel saw packets that are an attack or an error.</summary>
    Network,

    /// <summary>A file was changed.</summary>
    File,

    /// <summary>A host or its log changed its state.</summary>
    Host,
}

/// <summary>Events by their nature.</summary>
internal static class EventNatures
{
    public static EventNature Of(in ProbeEvent probe) => probe.Activity switch
    {
        ProbeActivity.None => probe.Dialect == ProbeDialect.AccessLog ? EventNature.Request : EventNature.Packet,
        ProbeActivity.Alert or ProbeActivity.Scan => EventNature.Alert,
        ProbeActivity.Malware => EventNature.Malware,
        ProbeActivity.LoginFailed or ProbeActivity.UnknownUser => EventNature.Login,
        ProbeActivity.RelayDenied or ProbeActivity.Backscatter or ProbeActivity.SenderForged or ProbeActivity.SenderCheckFailed => EventNature.Mail,
        ProbeActivity.ExploitAttempt => EventNature.Exploit,
        ProbeActivity.SynFlood or ProbeActivity.MartianSource or ProbeActivity.BadFragment => EventNature.Network,
        ProbeActivity.FileChanged => EventNature.File,
        ProbeActivity.PromiscuousOn or ProbeActivity.PromiscuousOff or ProbeActivity.LoggingRestarted or ProbeActivity.MessagesLost => EventNature.Host,
        _ => EventNature.Connection,
    };
}
