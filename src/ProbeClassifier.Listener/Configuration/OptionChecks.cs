using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;
using ProbeClassifier.Listener.Tls;

namespace ProbeClassifier.Listener.Configuration;

/// <summary>What is wrong with some options, in the order of the options.</summary>
internal sealed class OptionChecks
{
    private const int MaxUnixPathBytes = 107;
    private const int MaxReceiveBufferBytes = 1 << 30;
    private readonly List<string> _errors = [];

    public static IReadOnlyList<string> Of(SyslogListenerOptions options)
    {
        OptionChecks checks = new();
        checks.Check(options);
        return checks._errors;
    }

    private void Check(SyslogListenerOptions options)
    {
        if (options.Tcp.Count + options.Tls.Count + options.Udp.Count + options.Unix.Count == 0)
            _errors.Add("Tcp, Tls, Udp, Unix: all are empty; expected at least one endpoint to listen on");
        for (int i = 0; i < options.Tcp.Count; i++)
            CheckPort(Name("Tcp", i), options.Tcp[i].Address, options.Tcp[i].Port);
        for (int i = 0; i < options.Tls.Count; i++)
            CheckTls(Name("Tls", i), options.Tls[i]);
        for (int i = 0; i < options.Udp.Count; i++)
        {
            UdpEndpointOptions udp = options.Udp[i];
            CheckPort(Name("Udp", i), udp.Address, udp.Port);
            CheckNumber($"{Name("Udp", i)}.{nameof(udp.ReceiveLoops)}", udp.ReceiveLoops, 1, UdpEndpointOptions.MaxReceiveLoops);
            CheckNumber($"{Name("Udp", i)}.{nameof(udp.ReceiveBufferBytes)}", udp.ReceiveBufferBytes, UdpEndpointOptions.MinReceiveBufferBytes, MaxReceiveBufferBytes);
        }

        for (int i = 0; i < options.Unix.Count; i++)
            CheckUnix(Name("Unix", i), options.Unix[i]);
        CheckNumber(nameof(options.MaxConnections), options.MaxConnections, 1, SyslogListenerOptions.LargestMaxConnections);
        if (options.MaxConnectionsPerAddress is { } perAddress)
            CheckNumber(nameof(options.MaxConnectionsPerAddress), perAddress, 1, SyslogListenerOptions.LargestMaxConnections);
        CheckTime(nameof(options.IdleTimeout), options.IdleTimeout);
        CheckTime(nameof(options.FrameTimeout), options.FrameTimeout);
        CheckTime(nameof(options.HandshakeTimeout), options.HandshakeTimeout);
        CheckTime(nameof(options.DrainTimeout), options.DrainTimeout);
        CheckTime(nameof(options.DrainQuiet), options.DrainQuiet);
        CheckTime(nameof(options.CertificateCheckInterval), options.CertificateCheckInterval);
    }

    private void CheckTls(string name, TlsEndpointOptions tls)
    {
        CheckPort(name, tls.Address, tls.Port);
        CheckGiven($"{name}.{nameof(tls.CertificateFile)}", tls.CertificateFile, "the path of a PEM certificate");
        CheckGiven($"{name}.{nameof(tls.KeyFile)}", tls.KeyFile, "the path of a PEM private key");
        if (tls.ClientAuthorityFile is { } authority)
            CheckGiven($"{name}.{nameof(tls.ClientAuthorityFile)}", authority, "the path of PEM certificates of authorities, or null");
        if (tls.ClientNames.Count > 0 && tls.ClientAuthorityFile is null)
        {
            _errors.Add($"{name}.{nameof(tls.ClientNames)}: {string.Join(", ", tls.ClientNames)}; expected {nameof(tls.ClientAuthorityFile)} "
                + "with it, since anybody can put a name on a certificate of his own");
        }

        _errors.AddRange(
            from print in tls.ClientFingerprints
            where !Fingerprint.TryParse(print, out byte[] _)
            select $"{name}.{nameof(tls.ClientFingerprints)}: '{print}'; expected 64 hexadecimal digits, colons between them or not");
    }

    private void CheckUnix(string name, UnixEndpointOptions unix)
    {
        string path = $"{name}.{nameof(unix.Path)}";
        CheckGiven(path, unix.Path, "the path of the socket's file");
        int bytes = Encoding.UTF8.GetByteCount(unix.Path);
        if (bytes > MaxUnixPathBytes)
            _errors.Add(string.Create(CultureInfo.InvariantCulture, $"{path}: '{unix.Path}' has {bytes} bytes; expected at most {MaxUnixPathBytes}"));
        if (unix.Mode is { } mode && !OctalMode.TryParse(mode, out _))
            _errors.Add($"{name}.{nameof(unix.Mode)}: '{mode}'; expected three or four octal digits such as 666, or null");
    }

    private void CheckPort(string name, string address, int port)
    {
        if (!ListenAddress.TryParse(address, out IPAddress? _))
            _errors.Add($"{name}.Address: '{address}'; expected a numeric IPv4 or IPv6 address, or *");
        CheckNumber(name + ".Port", port, 0, IPEndPoint.MaxPort);
    }

    private void CheckGiven(string name, string value, string expected)
    {
        if (string.IsNullOrWhiteSpace(value))
            _errors.Add($"{name}: '{value}'; expected {expected}");
    }

    private void CheckNumber(string name, int value, int least, int most)
    {
        if (value < least || value > most)
            _errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {value}; expected from {least} to {most}"));
    }

    private void CheckTime(string name, TimeSpan value)
    {
        if (value < SyslogListenerOptions.ShortestTime || value > SyslogListenerOptions.LongestTime)
            _errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {value:c}; expected from {SyslogListenerOptions.ShortestTime:c} to {SyslogListenerOptions.LongestTime:c}"));
    }

    private static string Name(string list, int index) => string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]");
}
