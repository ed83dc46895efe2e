using Microsoft.Extensions.Logging;
using ProbeClassifier.Listener;

namespace ProbeClassifier.Hosting;

/// <summary>The notices of a listener as log entries. They hold no bytes that a peer chose.</summary>
internal sealed partial class ListenerLog(ILogger logger)
{
    public void Write(ListenerNotice notice)
    {
        if (notice.IsWarning)
            Warn(notice.Kind, notice.Endpoint, notice.Message, notice.Suppressed);
        else
            Inform(notice.Kind, notice.Endpoint, notice.Message, notice.Suppressed);
    }

    [LoggerMessage(100, LogLevel.Information, "{Kind} {Endpoint}: {Notice} ({Suppressed} more of this kind before)")]
    private partial void Inform(ListenerNoticeKind kind, string endpoint, string notice, long suppressed);

    [LoggerMessage(101, LogLevel.Warning, "{Kind} {Endpoint}: {Notice} ({Suppressed} more of this kind before)")]
    private partial void Warn(ListenerNoticeKind kind, string endpoint, string notice, long suppressed);
}
