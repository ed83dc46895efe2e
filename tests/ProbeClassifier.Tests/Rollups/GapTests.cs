using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProbeClassifier.Events;
using ProbeClassifier.Parsing;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Rollups;

/// <summary>From lines to gaps; the laws are in the properties of rollups.</summary>
public sealed class GapTests
{
    private const string Rsyslogd = "rsyslogd: [origin software=\"rsyslogd\" swVersion=\"8\" x-pid=\"7\"] ";

    [Theory]
    [InlineData("a stop and a start", "Stopped gw rsyslogd 10:00:00-10:00:07 0", "10:00:00 gw R exiting on signal 15.", "10:00:07 gw R start")]
    [InlineData("in one second nothing is missing", "", "10:00:00 gw R exiting on signal 15.", "10:00:00 gw R start")]
    [InlineData("an end without a start", "Stopped gw rsyslogd 10:00:00- 0", "10:00:00 gw R exiting on signal 15.")]
    [InlineData("a start without a stop", "Died gw rsyslogd -10:00:07 0", "10:00:07 gw R start")]
    [InlineData("two stops: a start in between was not read", "Stopped gw rsyslogd 10:00:00- 0;Stopped gw rsyslogd 11:00:00-11:00:02 0", "10:00:00 gw R exiting on signal 15.", "11:00:00 gw R exiting on signal 15.", "11:00:02 gw R start")]
    [InlineData("the old daemon says the same when it rotates", "", "10:00:00 gw syslogd 1.4.1: restart.", "11:00:00 gw syslogd 1.4.1: restart.")]
    [InlineData("and ends a stop", "Stopped gw syslogd 10:00:00-10:05:00 0", "10:00:00 gw exiting on signal 15", "10:05:00 gw syslogd 1.4.1: restart.")]
    [InlineData("daemons do not answer for each other", "Stopped gw syslogd 10:00:00- 0;Died gw klogd -10:00:01 0", "10:00:00 gw exiting on signal 15", "10:00:01 gw kernel: klogd 1.4.1, log source = /proc/kmsg started.")]
    [InlineData("nor do hosts", "Died gw2 rsyslogd -10:00:07 0;Stopped gw rsyslogd 10:00:00- 0", "10:00:00 gw R exiting on signal 15.", "10:00:07 gw2 R start")]
    [InlineData("the journal starts at each boot", "", "10:00:00 gw systemd-journald[1]: Journal started", "11:00:00 gw systemd-journald[1]: Journal started")]
    [InlineData("losses within an hour of each other are one", "Lost gw journald 10:00:00-11:30:00 9;Lost gw journald 13:00:00-13:00:00 5", "10:00:00 gw systemd-journald[1]: Missed 2 kernel messages", "10:50:00 gw systemd-journald[1]: Missed 3 kernel messages", "11:30:00 gw systemd-journald[1]: Suppressed 4 messages from /x", "13:00:00 gw systemd-journald[1]: Missed 5 kernel messages")]
    [InlineData("a total is no number of its own", "Lost gw kernel 10:00:00-10:00:05 0", "10:00:00 gw kernel: audit: audit_lost=7 audit_rate_limit=0", "10:00:05 gw kernel: audit: audit_lost=9 audit_rate_limit=0")]
    [InlineData("a loss that is repeated is so many more", "Lost gw kernel 10:00:00-10:00:09 24", "10:00:00 gw kernel: net_ratelimit: 6 callbacks suppressed", "10:00:09 gw last message repeated 3 times")]
    [InlineData("marks are no evidence", "", "10:00:00 gw -- MARK --", "19:00:00 gw -- MARK --")]
    public void What_the_daemons_say(string why, string gaps, params string[] lines)
    {
        Assert.NotEmpty(why);
        RollupSummary whole = Read(lines).Summarize(10);
        Assert.Equal(gaps.Split(';', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), whole.Gaps.Select(Text).Order(StringComparer.Ordinal));
        Assert.Equal(whole.Gaps.Count, whole.GapCounts.Sum());
        Assert.True(whole.GapsComplete);
    }

    [Fact]
    public void A_line_of_each_part_makes_a_gap_only_together()
    {
        ProbeRollup first = Read("10:00:00 gw R exiting on signal 15.");
        ProbeRollup second = Read("10:00:07 gw R start");
        Assert.Equal("Stopped gw rsyslogd 10:00:00- 0", Text(first.Summarize(5).Gaps.Single()));
        Assert.Equal("Died gw rsyslogd -10:00:07 0", Text(second.Summarize(5).Gaps.Single()));
        Assert.Equal("Stopped gw rsyslogd 10:00:00-10:00:07 0", Text(ProbeRollup.Merge([second, first]).Summarize(5).Gaps.Single()));
        Assert.Equal(ProbeRollup.Merge([first, second]).ToSnapshot(), ProbeRollup.Merge([second, first]).ToSnapshot());
    }

    [Fact]
    public void The_list_begins_with_what_has_no_length_and_is_cut_while_the_counts_are_not()
    {
        List<string> lines = ["12:00:00 gw R exiting on signal 15."];
        for (int i = 0; i < 9; i++)
            lines.AddRange([string.Create(CultureInfo.InvariantCulture, $"0{i}:00:00 gw R exiting on signal 15."), string.Create(CultureInfo.InvariantCulture, $"0{i}:00:0{i + 1} gw R start")]);
        RollupSummary s = Read([.. lines]).Summarize(3);
        Assert.Equal(["Stopped gw rsyslogd 12:00:00- 0", "Stopped gw rsyslogd 08:00:00-08:00:09 0", "Stopped gw rsyslogd 07:00:00-07:00:08 0"], s.Gaps.Select(Text));
        Assert.Equal([10, 0, 0], s.GapCounts);
    }

    [Fact]
    public void Beyond_the_limits_it_says_that_there_are_more()
    {
        var hosts = new ProbeRollup(new ProbeRollupOptions { MaxLogHosts = 3 });
        var notes = new ProbeRollup(new ProbeRollupOptions { MaxLogNotes = 3 });
        for (uint i = 0; i < 50; i++)
        {
            new EventStep { Source = null, Note = LogNote.Started, Host = string.Create(CultureInfo.InvariantCulture, $"h{i}") }.Tell(hosts);
            new EventStep { Source = null, Note = LogNote.Started, Seconds = RollupSteps.Start + i }.Tell(notes);
        }

        Assert.Equal((3, false), (hosts.Summarize(9).Gaps.Count, hosts.Summarize(9).GapsComplete));
        Assert.Equal((3, false), (notes.Summarize(9).Gaps.Count, notes.Summarize(9).GapsComplete));
        Assert.Equal(RollupSteps.Start + 2, notes.Summarize(9).Gaps.Max(g => g.To!.Value.ToUnixTimeSeconds()));
    }

    [Fact]
    public void Outside_the_period_and_without_a_time_nothing_is_said()
    {
        var rollup = new ProbeRollup(new ProbeRollupOptions { From = DateTimeOffset.FromUnixTimeSeconds(RollupSteps.Start + 1) });
        new EventStep { Source = null, Note = LogNote.Stopped, Seconds = RollupSteps.Start }.Tell(rollup);
        new EventStep { Source = null, Note = LogNote.Stopped, Seconds = null }.Tell(rollup);
        Assert.Empty(rollup.Summarize(9).Gaps);
    }

    [Fact]
    public void A_hosts_name_cannot_harm_a_terminal() =>
        Assert.Equal(@"\x1B[2J", Read("10:00:07 \u001b[2J R start").Summarize(9).Gaps.Single().Host);

    private static string Text(LogGap gap) => string.Create(
        CultureInfo.InvariantCulture, $"{gap.Kind} {gap.Host} {gap.Daemon} {gap.From?.UtcDateTime:HH:mm:ss}-{gap.To?.UtcDateTime:HH:mm:ss} {gap.Messages}");

    private static ProbeRollup Read(params string[] lines)
    {
        var rollup = new ProbeRollup(new ProbeRollupOptions());
        ProbeParserState state = default;
        byte[] log = Parse.Bytes(string.Concat(lines.Select(l => "Nov 24 " + l.Replace(" R ", " " + Rsyslogd, StringComparison.Ordinal) + "\n")));
        ProbeParser.Parse(log, Parse.Options, ref state, ref rollup, isFinalBlock: true);
        return rollup;
    }
}
