using System.Collections.Generic;
using ProbeClassifier.Events;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Live;

/// <summary>What a lane counted since its counts were last taken, window by window. Used under the lane's lock.</summary>
internal sealed class LaneCounts
{
    private readonly ProbeRollupOptions _options;
    private readonly WindowPlan _plan;
    private readonly SortedDictionary<long, WindowCounts> _windows = [];
    private long _number;

    public LaneCounts(ProbeRollupOptions options, WindowPlan plan)
    {
        _options = options;
        _plan = plan;
        _number = plan.Current;
        Newest = Window(_number);
    }

    /// <summary>The window of the newest event: lines that are no events, or bear no time, came in it.</summary>
    public WindowCounts Newest { get; private set; }

    public IEnumerable<KeyValuePair<long, WindowCounts>> Windows => _windows;

    /// <summary>Goes on from where the windows are now. All that was counted must have been drained.</summary>
    public void BeginAnew()
    {
        _windows.Clear();
        _number = _plan.Current;
        _windows.Add(_number, Newest);
    }

    public void Add(in ProbeEvent probe)
    {
        ref readonly EventFields fields = ref probe.Fields;
        if ((fields.Present & PresentFields.Time) == 0)
            Newest.Rollup.Add(probe);
        else if (!_plan.TryFind(fields.UnixSeconds, out long number))
            AddOutside(fields.Present);
        else if (number == _number)
            Newest.Rollup.Add(probe);
        else if (_windows.ContainsKey(number) || _plan.TryOpen(number))
            AddTo(number, probe);
        else
            AddOutside(fields.Present);
    }

    private void AddOutside(PresentFields present)
    {
        // A repeat is no line of its own.
        if ((present & PresentFields.Repeat) != 0)
            return;
        Newest.Rollup.Counts.Other++;
        Newest.Rollup.Counts.OutsidePeriod++;
    }

    private void AddTo(long number, in ProbeEvent probe)
    {
        WindowCounts window = Window(number);
        window.Rollup.Add(probe);

        // An event that is ahead of the clock has its window, but what bears no time is of now.
        if (number <= _number || number > _plan.Current)
            return;
        Newest = window;
        _number = number;
    }

    private WindowCounts Window(long number)
    {
        if (_windows.TryGetValue(number, out WindowCounts? window))
            return window;
        window = new WindowCounts(_options);
        _windows.Add(number, window);
        return window;
    }
}
