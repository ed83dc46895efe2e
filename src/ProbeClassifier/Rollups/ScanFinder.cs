using System;
using System.Collections.Generic;
using ProbeClassifier.Events;

namespace ProbeClassifier.Rollups;

/// <summary>
/// Finds scans and floods among the runs of sources, each source's given in the order of their starts. An incident here is all that
/// a source did without a gap longer than the incident gap, whatever its tags.
/// </summary>
internal sealed class ScanFinder
{
    private readonly ScanThresholds _thresholds;
    private readonly uint _gap;
    private readonly EventKinds _kinds;
    private readonly Heaviest<SourceScan> _scans;
    private readonly Heaviest<SourceFlood> _floods;
    private readonly Burst[] _bursts = new Burst[4];

    /// <summary>The incident under way; that of packets which mark targets.</summary>
    private Burst _all;
    private ulong _hosts;
    private ulong _ports;
    private ProbeAddress _source;

    public ScanFinder(ScanThresholds thresholds, uint gap, EventKinds kinds, int most)
    {
        _thresholds = thresholds;
        _gap = gap;
        _kinds = kinds;
        _scans = new Heaviest<SourceScan>(most);
        _floods = new Heaviest<SourceFlood>(most);
    }

    /// <summary>Those with the most targets, then events.</summary>
    public List<SourceScan> Scans => _scans.Take();

    /// <summary>Those with the most events.</summary>
    public List<SourceFlood> Floods => _floods.Take();

    /// <summary>How many of each <see cref="ScanKind"/>.</summary>
    public long[] ScanCounts { get; } = new long[3];

    /// <summary>How many of each <see cref="FloodKind"/>.</summary>
    public long[] FloodCounts { get; } = new long[3];

    public void Add(in SourceGroup source)
    {
        _source = source.Source;
        _all = default;
        _hosts = _ports = 0;
        _bursts.AsSpan().Clear();
        for (int i = 0; i < source.Count; i++)
        {
            SourceRun run = source[i];
            if (!run.HasTime)
                continue;
            AddToFlood(run);
            if (run.Hosts != 0)
                AddToScan(run);
        }

        EndScan();
        for (int transport = 1; transport < _bursts.Length; transport++)
            EndFlood(transport);
    }

    private void AddToScan(in SourceRun run)
    {
        if (_all.Events > 0 && run.Start > (ulong)_all.End + _gap)
            EndScan();
        _all.Add(run);
        _hosts |= run.Hosts;
        _ports |= run.Ports;
    }

    private void EndScan()
    {
        int hosts = TargetMark.Estimate(_hosts);
        int ports = TargetMark.Estimate(_ports);
        if (hosts >= _thresholds.Hosts || ports >= _thresholds.Ports)
        {
            ScanKind kind = hosts < _thresholds.Hosts ? ScanKind.Vertical : ports < _thresholds.Ports ? ScanKind.Horizontal : ScanKind.Block;
            ScanCounts[(int)kind]++;
            var scan = new SourceScan(kind, _source, Time(_all.Start), Time(_all.End), _all.Events, hosts, ports);
            _scans.Offer(scan, new Weight(hosts + ports, scan.Events, scan.Source, scan.First));
        }

        _all = default;
        _hosts = _ports = 0;
    }

    private void AddToFlood(in SourceRun run)
    {
        var transport = (int)_kinds[run.Kind].Transport;
        ref Burst burst = ref _bursts[transport];
        if (burst.Events > 0 && run.Start > (ulong)burst.End + _gap)
            EndFlood(transport);
        burst.Add(run);
    }

    private void EndFlood(int transport)
    {
        ref Burst burst = ref _bursts[transport];
        long perSecond = burst.Events / (burst.End - burst.Start + 1L);
        if (transport != 0 && burst.Events >= _thresholds.FloodEvents && perSecond >= _thresholds.FloodRate)
        {
            FloodCounts[transport - 1]++;
            var flood = new SourceFlood((FloodKind)(transport - 1), _source, Time(burst.Start), Time(burst.End), burst.Events, perSecond);
            _floods.Offer(flood, new Weight(flood.Events, perSecond, flood.Source, flood.First));
        }

        burst = default;
    }

    private static DateTimeOffset Time(uint seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);

    private struct Burst
    {
        public uint Start;
        public uint End;
        public long Events;

        public void Add(in SourceRun run)
        {
            Start = Events == 0 ? run.Start : Math.Min(Start, run.Start);
            End = Events == 0 ? run.End : Math.Max(End, run.End);
            Events += run.Events;
        }
    }
}
