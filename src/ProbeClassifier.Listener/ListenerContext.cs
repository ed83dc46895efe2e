using System;
using System.Threading;
using ProbeClassifier.Listener.Accounting;
using ProbeClassifier.Listener.Framing;

namespace ProbeClassifier.Listener;

/// <summary>What all endpoints of a listener share.</summary>
/// <param name="Options">Checked options.</param>
/// <param name="TimeProvider">The clock.</param>
/// <param name="Tally">The counts.</param>
/// <param name="Notices">Where notices go.</param>
/// <param name="OpenSink">Opens what takes the messages of one connection or socket, in their order.</param>
/// <param name="OpenUnorderedSink">Opens what takes messages of a socket that others receive from as well.</param>
/// <param name="Over">Cancelled when a stop waits for no peer any more.</param>
internal sealed record ListenerContext(
    SyslogListenerOptions Options,
    TimeProvider TimeProvider,
    ListenerTally Tally,
    NoticeGate Notices,
    Func<IFrameSink> OpenSink,
    Func<IFrameSink> OpenUnorderedSink,
    CancellationToken Over);
