using ProbeClassifier.Following;

namespace ProbeClassifier.Tests.Following;

/// <summary>Which names rotation gives, and which it does not.</summary>
public sealed class RotatedNameTests
{
    [Theory]
    [InlineData("kern.log.1", "kern.log")]
    [InlineData("kern.log.12.gz", "kern.log.12,kern.log")]
    [InlineData("kern.log.gz", "kern.log")]
    [InlineData("kern.log-20261124", "kern.log")]
    [InlineData("kern.log-20261124-1795000000.gz", "kern.log-20261124-1795000000,kern.log-20261124,kern.log")]
    [InlineData("kern-20261124.log", "kern.log")]
    [InlineData("kern-2026-11-24T10-00-00.000.log", "kern-2026-11-24T10-00-00.log,kern-2026-11-24T10-00.log,kern-2026-11-24T10.log,kern-2026-11.log,kern-2026.log,kern.log")]
    [InlineData("kern.log", "")]
    [InlineData("kern.log.bak", "")]
    [InlineData("kern.log.1.bak", "kern.log.bak")]
    [InlineData("kern.log.", "")]
    [InlineData(".1", "")]
    [InlineData(".gz", "")]
    public void Names_before_rotation(string name, string before) => Assert.Equal(before, string.Join(',', RotatedName.Before(name)));

    [Theory]
    [InlineData("kern.log", "kern.log")]
    [InlineData("kern.log.2.gz", "kern.log")]
    [InlineData("kern.log-20261124-1795000000.gz", "kern.log")]
    [InlineData("kern-20261124.log", "kern.log")]
    [InlineData("kern-20261124.log.1", "kern.log")]
    [InlineData("web-1.log", "web-1.log")]
    [InlineData("web-1.log.3.gz", "web-1.log")]
    [InlineData("app.1.log", "app.log")]
    [InlineData("kern.log.old", "kern.log.old")]
    public void The_log_that_a_name_was_made_of(string name, string root) =>
        Assert.Equal(root, RotatedName.RootOf(name, log => string.Equals(log, "app.log", System.StringComparison.Ordinal)));
}
