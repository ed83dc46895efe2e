using System;
using System.Globalization;
using ProbeClassifier.Listener;

namespace ProbeClassifier.Cli;

/// <summary>Errors of the listener's options, <c>Tcp[0].Address: …</c>, in the words of the command line, <c>--tcp: …</c>.</summary>
internal static class ListenOptionNames
{
    public static string Translate(string error, SyslogListenerOptions options)
    {
        int end = error.IndexOf(':', StringComparison.Ordinal);
        return Option(error[..end], options) + error[end..]
            .Replace(nameof(TlsEndpointOptions.ClientAuthorityFile), "--client-ca", StringComparison.Ordinal)
            .Replace(", or null", string.Empty, StringComparison.Ordinal);
    }

    /// <param name="name">Like <c>Unix[1].Path</c>, or <c>MaxConnections</c>.</param>
    /// <param name="options">What the name is of.</param>
    private static string Option(string name, SyslogListenerOptions options) => name[(name.LastIndexOf('.') + 1)..] switch
    {
        nameof(TlsEndpointOptions.CertificateFile) => "--cert",
        nameof(TlsEndpointOptions.KeyFile) => "--key",
        nameof(TlsEndpointOptions.ClientAuthorityFile) => "--client-ca",
        nameof(TlsEndpointOptions.ClientNames) => "--client-name",
        nameof(TlsEndpointOptions.ClientFingerprints) => "--client-fingerprint",
        nameof(UdpEndpointOptions.ReceiveLoops) => "--receive-loops",
        nameof(UdpEndpointOptions.ReceiveBufferBytes) => "--receive-buffer",
        nameof(UnixEndpointOptions.Mode) => "--unix-mode",
        nameof(UnixEndpointOptions.Path) => options.Unix[Index(name)].IsDatagram ? "--unix" : "--unix-stream",
        nameof(TcpEndpointOptions.Address) or nameof(TcpEndpointOptions.Port) => name[..name.IndexOf('[', StringComparison.Ordinal)] switch
        {
            nameof(SyslogListenerOptions.Tcp) => "--tcp",
            nameof(SyslogListenerOptions.Tls) => "--tls",
            _ => "--udp",
        },
        _ => name,
    };

    private static int Index(string name) =>
        int.Parse(name[(name.IndexOf('[', StringComparison.Ordinal) + 1)..name.IndexOf(']', StringComparison.Ordinal)], NumberStyles.None, CultureInfo.InvariantCulture);
}
