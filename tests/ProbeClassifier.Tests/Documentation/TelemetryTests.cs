using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ProbeClassifier.Events;
using ProbeClassifier.Listener;
using ProbeClassifier.Listener.Accounting;
using ProbeClassifier.Live;
using ProbeClassifier.Tagging;
using ProbeClassifier.Tests.Outputs;
using ProbeClassifier.Tests.Support;
using ListenerTransportNames = ProbeClassifier.Listener.Accounting.TransportNames;

namespace ProbeClassifier.Tests.Documentation;

/// <summary>docs/telemetry.md names what the code makes, and nothing else; and what an attribute may hold is known beforehand.</summary>
public sealed partial class TelemetryTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFiles.At("docs", "telemetry.md"));

    [Fact]
    public void Every_instrument_is_documented_with_kind_unit_and_attributes_and_no_other()
    {
        IEnumerable<string> made = Measure().GroupBy(m => m.Instrument).Select(g => Row(g.Key, g.SelectMany(m => m.Attributes.Select(a => a.Key))));
        IEnumerable<string> documented = Instrument().Matches(Page).Select(m => $"{m.Groups["name"].Value} {m.Groups["kind"].Value} {m.Groups["unit"].Value} {m.Groups["attributes"].Value.Replace("`", "", StringComparison.Ordinal).Trim()}");
        Assert.Equal(documented.Order(StringComparer.Ordinal), made.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Names_are_lower_case_with_dots_and_without_unit_or_total()
    {
        string[] names = [.. Measure().SelectMany(m => m.Attributes.Select(a => a.Key).Prepend(m.Instrument.Name)).Distinct(StringComparer.Ordinal)];
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Matches(@"^probeclassifier(\.[a-z]+(_[a-z]+)*)+$", name));
        Assert.DoesNotContain(names, name => Regex.IsMatch(name, "(total|seconds|count)$", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Attributes_come_from_closed_lists_and_never_from_a_log()
    {
        HashSet<string> closed = new(StringComparer.Ordinal) { "none" };
        closed.UnionWith(RuleSet.Default.Tags.Select(t => t.Id));
        closed.UnionWith(Enum.GetValues<ProbeDialect>().Select(d => d.ToName()));
        closed.UnionWith(Enum.GetValues<ReportSection>().Where(s => s != ReportSection.None).Select(s => s.ToRoman()));
        closed.UnionWith(Enum.GetValues<UnparsedReason>().Select(r => r.ToName()));
        closed.UnionWith(Enum.GetValues<SyslogTransport>().Select(ListenerTransportNames.Of));
        closed.UnionWith(Enum.GetValues<CloseReason>().Select(CloseReasonNames.Of));
        closed.UnionWith(Value().Matches(Page).Select(m => m.Groups["value"].Value));
        string[] values = [.. Measure().SelectMany(m => m.Attributes.Select(a => Assert.IsType<string>(a.Value)))];
        Assert.True(values.Distinct(StringComparer.Ordinal).Count() > 40);
        Assert.DoesNotContain(values, v => !closed.Contains(v));
        Assert.DoesNotContain(closed, v => IPAddress.TryParse(v, out _));

        // No series twice: what is read is the sum.
        Assert.All(
            Measure().GroupBy(m => (m.Instrument.Name, string.Join('|', m.Attributes.Select(a => a.Value)))),
            series => Assert.Single(series));
    }

    [Fact]
    public void Every_activity_is_documented_and_no_other()
    {
        string[] sources = [.. Directory.EnumerateFiles(RepositoryFiles.At("src"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)];
        IEnumerable<string> made = sources.SelectMany(s => Started().Matches(s)).Select(m => m.Groups["name"].Value);
        string[] documented = [.. Activity().Matches(Page).Select(m => m.Groups["name"].Value)];
        Assert.Equal(3, documented.Length);
        Assert.Equal(documented.Order(StringComparer.Ordinal), made.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(sources, s => s.Contains("activity?.SetTag", StringComparison.Ordinal) || s.Contains("activity?.AddTag", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_line_allocates_nothing_with_meters_or_without(bool hasMeters, bool isHeard)
    {
        var collector = new ProbeCollector(new ProbeCollectorOptions { Parser = Parse.Options });
        using var factory = new Meters();
        using CollectorMetrics? metrics = hasMeters ? new CollectorMetrics(collector, factory) : null;
        using MeterListener? listener = isHeard ? factory.Listen((_, _, _) => { }) : null;
        listener?.RecordObservableInstruments();
        CollectorInput input = collector.OpenInput();
        byte[] lines = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("2026-11-24T00:00:00Z gw kernel: IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.1 LEN=60 PROTO=TCP SPT=4000 DPT=22 SYN\n", 1_000)));
        Assert.Equal(0, Allocations.Least(() => input.ParseLines(lines, isFinal: true)));
    }

    private static List<Measured> Measure()
    {
        var collector = new ProbeCollector(new ProbeCollectorOptions { Parser = Parse.Options });
        using var factory = new Meters();
        using var collecting = new CollectorMetrics(collector, factory);
        using var listening = new ListenerMetrics(new ListenerTally(), factory);
        collector.OpenInput().ParseLines([.. WrittenEvents.Corpus(), .. "Nov 24 11:00:00 gw kernel: IN=eth0 OUT= SRC=192.0.2.999 DST=198.51.100.2 PROTO=TCP SPT=1 DPT=2\n"u8], isFinal: true);
        List<Measured> measured = [];
        using MeterListener listener = factory.Listen((instrument, attributes, _) => measured.Add(new Measured(instrument, attributes)));
        listener.RecordObservableInstruments();
        return measured;
    }

    private static string Row(Instrument instrument, IEnumerable<string> attributes) =>
        $"{instrument.Name} {Kind(instrument)} {instrument.Unit} {string.Join(", ", attributes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}";

    private static string Kind(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "ObservableCounter" => "counter",
        "ObservableUpDownCounter" => "up-down counter",
        "ObservableGauge" => "gauge",
        string other => other,
    };

    [GeneratedRegex(@"^\| `(?<name>[a-z._]+)` \| (?<kind>[a-z-]+(?: counter)?) \| `(?<unit>[^`]+)` \| (?<attributes>[^|]*)\|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Instrument();

    [GeneratedRegex(@"^\| `(?<name>probeclassifier\.[a-z]+)` \| [^|`]*\|$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Activity();

    [GeneratedRegex(@"StartActivity\(""(?<name>[^""]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Started();

    [GeneratedRegex("`(?<value>[a-z_]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Value();

    private sealed record Measured(Instrument Instrument, KeyValuePair<string, object?>[] Attributes);

    /// <summary>Meters of this test alone: others of the process have the same names.</summary>
    private sealed class Meters : IMeterFactory
    {
        private readonly List<Meter> _made = [];

        public Meter Create(MeterOptions options)
        {
            _made.Add(new Meter(options));
            return _made[^1];
        }

        public MeterListener Listen(Action<Instrument, KeyValuePair<string, object?>[], double> tell)
        {
            var listener = new MeterListener
            {
                InstrumentPublished = (instrument, l) =>
                {
                    if (_made.Contains(instrument.Meter))
                        l.EnableMeasurementEvents(instrument);
                },
            };
            listener.SetMeasurementEventCallback<long>((instrument, value, attributes, _) => tell(instrument, attributes.ToArray(), value));
            listener.SetMeasurementEventCallback<double>((instrument, value, attributes, _) => tell(instrument, attributes.ToArray(), value));
            listener.Start();
            return listener;
        }

        public void Dispose() => _made.ForEach(m => m.Dispose());
    }
}
