namespace ProbeClassifier.Tests.Dialects.Host;

/// <summary>What the kernel says outside the packet filter.</summary>
public sealed class KernelTests
{
    [Theory]
    [InlineData("kernel: device eth0 entered promiscuous mode", "PromiscuousOn")]
    [InlineData("kernel: device eth0 left promiscuous mode", "PromiscuousOff")]
    [InlineData("kernel: eth0: Promiscuous mode enabled.", "PromiscuousOn")]
    [InlineData("kernel: eth0: Setting promiscuous mode.", "PromiscuousOn")]
    [InlineData("kernel: eth0: entered promiscuous mode", "PromiscuousOn")]
    [InlineData("/kernel: xl0: promiscuous mode enabled", "PromiscuousOn")]
    [InlineData("/kernel: xl0: promiscuous mode disabled", "PromiscuousOff")]
    [InlineData("kernel: [  970.699396] device eth0 entered promiscuous mode", "PromiscuousOn")]
    [InlineData("kernel: possible SYN flooding on port 80. Sending cookies.", "SynFlood Tcp/80")]
    [InlineData("kernel: TCP: Possible SYN flooding on port 80. Dropping request.  Check SNMP counters.", "SynFlood Tcp/80")]
    [InlineData("kernel: TCP: request_sock_TCP: Possible SYN flooding on port 0.0.0.0:80. Sending cookies.", "SynFlood Tcp/80")]
    [InlineData("kernel: TCP: request_sock_TCPv6: Possible SYN flooding on port [::]:443. Sending cookies.", "SynFlood Tcp/443")]
    [InlineData("kernel: TCP: drop open request from 192.0.2.1/4242", "SynFlood 192.0.2.1:4242 Tcp")]
    [InlineData("kernel: martian source 198.51.100.1 from 192.0.2.1, on dev eth0", "MartianSource 192.0.2.1 > 198.51.100.1")]
    [InlineData("kernel: IPv4: martian source 198.51.100.1 from 192.0.2.1, on dev eth0", "MartianSource 192.0.2.1 > 198.51.100.1")]
    [InlineData("kernel: martian source 192.0.2.1 for 198.51.100.1, dev eth0", "MartianSource 192.0.2.1 > 198.51.100.1")]
    [InlineData("kernel: IP: Oversized packet from 192.0.2.1.", "BadFragment 192.0.2.1")]
    [InlineData("kernel: Oversized IP packet from 192.0.2.1.", "BadFragment 192.0.2.1")]
    [InlineData("kernel: nf_ct_frag6: fragment overlap", "BadFragment")]
    [InlineData("kernel: klogd 1.4.1, log source = /proc/kmsg started.", "LoggingRestarted")]
    [InlineData("kernel: Kernel log daemon terminating.", "LoggingRestarted")]
    [InlineData("kernel: printk: 5 messages suppressed.", "MessagesLost")]
    [InlineData("kernel: NET: 5 messages suppressed.", "MessagesLost")]
    [InlineData("kernel: [   70.699396] net_ratelimit: 12 callbacks suppressed", "MessagesLost")]
    [InlineData("kernel: audit: audit_lost=7 audit_rate_limit=0 audit_backlog_limit=64", "MessagesLost")]
    public void What_the_kernel_says(string message, string facts) => Assert.Equal(facts, HostFacts.Of(message));

    [Theory]
    [InlineData("kernel: possible SYN flooding on port 8", "unparsed Truncated")]
    [InlineData("kernel: TCP: Possible SYN flooding on port 0.0.0.", "unparsed Truncated")]
    [InlineData("kernel: possible SYN flooding on port 70000. Sending cookies.", "unparsed BadPort")]
    [InlineData("kernel: martian source 198.51.100.1 from 192.0.2", "unparsed Truncated")]
    [InlineData("kernel: martian source 198.51.100.1 from 192.0.2.300, on dev eth0", "unparsed BadAddress")]
    [InlineData("kernel: TCP: drop open request from 192.0.2", "unparsed Truncated")]
    public void What_cannot_be_understood_says_why(string message, string facts) => Assert.Equal(facts, HostFacts.Of(message));

    [Theory]
    [InlineData("kernel: eth0: link up")]
    [InlineData("kernel: sniff[1] said device eth0 entered promiscuous mode")]
    [InlineData("kernel: martian destination 198.51.100.1 from 192.0.2.1, dev eth0")]
    [InlineData("kernel: IP: frag: no memory for new fragment!")]
    [InlineData("myd: device eth0 entered promiscuous mode")]
    [InlineData("kernel: x: about promiscuous mode")]
    [InlineData("kernel: imklog 5.8.10, log source = /proc/kmsg started.")]
    [InlineData("kernel: Kernel logging (proc) stopped.")]
    [InlineData("kernel: net_ratelimit: 0 callbacks suppressed")]
    [InlineData("kernel: net_ratelimit: callbacks suppressed")]
    [InlineData("kernel: x y: 5 callbacks suppressed")]
    [InlineData("kernel: other: 5 messages suppressed.")]
    [InlineData("kernel: audit: backlog limit exceeded")]
    [InlineData("kernel: audit: audit_lost=")]
    [InlineData("app: net_ratelimit: 12 callbacks suppressed")]
    [InlineData("kernel: net_ratelimit:")]
    public void Other_text_is_none(string message) => Assert.Equal("other", HostFacts.Of(message));

    [Theory]
    [InlineData("<4>", "PromiscuousOn")]
    [InlineData("", "PromiscuousOn")]
    [InlineData("<13>", "other")]
    [InlineData("<131>", "other")]
    public void A_program_that_calls_itself_the_kernel_is_not_believed(string priority, string facts) =>
        Assert.Equal(facts, HostFacts.Of("kernel: device eth0 entered promiscuous mode", priority + "May 14 11:03:57 gw "));
}
