using System.Linq;
using ProbeClassifier.Dialects;
using ProbeClassifier.Events;
using ProbeClassifier.Parsing;
using ProbeClassifier.Syslog;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects.Mail;

public sealed class MailAllocationTests
{
    [Fact]
    public void A_line_allocates_nothing()
    {
        byte[][] lines = [.. EvidenceCorpus.MailEvents.Concat(EvidenceCorpus.MailOthers).Select(Parse.Bytes)];
        StampClock clock = ProbeParser.CreateContext(Parse.Options).Clock;
        int events = 0;
        long allocated = Allocations.Least(() =>
        {
            EventFields fields = default;
            events = 0;
            foreach (byte[] line in lines)
                events += LineParser.Parse(line, clock, ref fields).Kind == LineKind.Event ? 1 : 0;
        });
        Assert.Equal((0, EvidenceCorpus.MailEvents.Length), (allocated, events));
    }
}
