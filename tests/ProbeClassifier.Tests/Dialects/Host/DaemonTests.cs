namespace ProbeClassifier.Tests.Dialects.Host;

/// <summary>Checkers of files, and the syslog daemons.</summary>
public sealed class DaemonTests
{
    [Theory]
    [InlineData("tripwire[1]: Integrity Check Complete: /r/host.twr TWReport host 20040122113203 V:91 S:100 A:51 R:0 C:40 L:0 M:8 H:83", "FileChanged")]
    [InlineData("tripwire[1]: Integrity Check Complete: Violations: 3", "FileChanged")]
    [InlineData("tripwire[1]: TWReport host Maximum severity level: 100 Added: 1 Removed: 0 Changed: 2", "FileChanged")]
    [InlineData("aide: found differences between database and filesystem", "FileChanged")]
    [InlineData("aide: changed: /bin/login", "FileChanged")]
    [InlineData("aide: added: /bin/x", "FileChanged")]
    [InlineData("syslogd 1.3-3: restart.", "LoggingRestarted")]
    [InlineData("exiting on signal 15", "LoggingRestarted")]
    [InlineData("syslogd: restart", "LoggingRestarted")]
    [InlineData("syslogd: exiting on signal 2", "LoggingRestarted")]
    [InlineData("rsyslogd: [origin software=\"rsyslogd\" swVersion=\"8\" x-pid=\"7\" x-info=\"x\"] start", "LoggingRestarted")]
    [InlineData("rsyslogd: [origin software=\"rsyslogd\" swVersion=\"8\"] exiting on signal 15.", "LoggingRestarted")]
    [InlineData("syslog-ng[1]: syslog-ng shutting down; version='3'", "LoggingRestarted")]
    [InlineData("syslog-ng[1]: Termination requested via signal, terminating;", "LoggingRestarted")]
    [InlineData("tripwire[1]: Integrity Check Complete: /r/host.twr", "unparsed Truncated")]
    public void What_they_say(string message, string facts) => Assert.Equal(facts, HostFacts.Of(message));

    [Theory]
    [InlineData("tripwire[1]: Integrity Check Complete: /r/host.twr TWReport host 20040122113203 V:0 S:0 A:0 R:0 C:0 L:0 M:0 H:0")]
    [InlineData("tripwire[1]: TWReport host Maximum severity level: 0 Added: 0 Removed: 0 Changed: 0")]
    [InlineData("aide: AIDE found NO differences between database and filesystem.")]
    [InlineData("aide: unchanged: /bin/login")]
    [InlineData("rsyslogd: [origin software=\"rsyslogd\" swVersion=\"8\"] rsyslogd was HUPed")]
    [InlineData("syslogd: kernel boot file is /kernel")]
    [InlineData("crond: exiting on signal 15")]
    [InlineData("exiting on signal")]
    [InlineData("syslog-ng[1]: Configuration reload request received, reloading configuration;")]
    [InlineData("myd: restart")]
    public void Other_text_is_none(string message) => Assert.Equal("other", HostFacts.Of(message));
}
