using System;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Tests.Tagging;

public sealed class ClassifyAllocationTests
{
    [Fact]
    public void Classifying_allocates_nothing()
    {
        RuleSet site = RuleFixture.Parse("""
            { "extends": "jpcert-2000-q2", "tags": [{ "id": "own", "section": null }],
              "rules": [{ "tag": "own", "match": { "source": ["192.0.2.0/24", "2001:db8::/32"], "action": "blocked" } }] }
            """);
        TestEvent[] probes =
        [
            TestEvent.To(Transport.Tcp, 22).From("192.0.2.1").With(ProbeAction.Blocked),
            TestEvent.To(Transport.Udp, 137).From("2001:db8::1").With(ProbeAction.Blocked),
            TestEvent.To(Transport.Sctp, 9).From("203.0.113.1"),
            TestEvent.Icmp(Transport.Icmp, 8).From("192.0.2.1").With(ProbeAction.Blocked),
            TestEvent.Of(Transport.Gre),
            TestEvent.Request("/cgi-bin/phf").From("192.0.2.1").With(ProbeAction.Blocked),
            TestEvent.Request("/" + new string('x', 5000)),
        ];
        Run(RuleSet.Default, probes, 2000);
        Run(site, probes, 2000);
        GC.Collect();
        long before = GC.GetAllocatedBytesForCurrentThread();
        int checksum = Run(RuleSet.Default, probes, 500) + Run(site, probes, 500);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.NotEqual(0, checksum);
        Assert.Equal(0, allocated);
    }

    private static int Run(RuleSet rules, TestEvent[] probes, int times)
    {
        int checksum = 0;
        for (int i = 0; i < times; i++)
        {
            foreach (TestEvent probe in probes)
                checksum += rules.Classify(probe.View);
        }

        return checksum;
    }
}
