using System;
using System.Threading.Tasks;
using ProbeClassifier.Listener;
using ProbeClassifier.Live;
using ProbeClassifier.Reports;

namespace ProbeClassifier.Tests.Documentation;

/// <summary>The examples of the listener's pages, line for line. They take well-known ports, so they are compiled and not run.</summary>
internal static class ListenerExamples
{
    public static async Task Receive(Task untilToldToStop)
    {
        var collector = new ProbeCollector();
        await using var listener = new SyslogListener(collector, new SyslogListenerOptions
        {
            Tcp = [new TcpEndpointOptions { Port = 5140 }],
            Udp = [new UdpEndpointOptions { Port = 5140 }],
        });
        await listener.StartAsync();
        await untilToldToStop;
        await listener.StopAsync();
        foreach (WindowReport window in collector.Collect(isEnd: true))
            window.Report.Write(Console.Out, ReportFormat.Text);
    }

    public static SyslogListenerOptions Secure() => new()
    {
        Tls = [new TlsEndpointOptions
        {
            CertificateFile = "/etc/probeclassifier/server.pem", // the certificate, then those of its issuers
            KeyFile = "/etc/probeclassifier/server.key", // PEM, no pass phrase
            ClientAuthorityFile = "/etc/probeclassifier/senders-ca.pem",
            ClientNames = ["fw1.example"],
            ClientFingerprints = ["5A:2E:…"],
        }],
    };
}
