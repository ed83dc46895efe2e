using System;
using System.Collections.Generic;
using ProbeClassifier.Events;

namespace ProbeClassifier.Rollups;

/// <summary>The sources of a table, one after the other.</summary>
internal static class SourceOrder
{
    /// <summary>The IPv4 sources, then the IPv6 ones, each in the order of addresses.</summary>
    public static IEnumerable<SourceGroup> Of(SourceTable sources)
    {
        foreach (SourceGroup group in IPv4(sources))
            yield return group;
        foreach (SourceGroup group in IPv6(sources))
            yield return group;
    }

    /// <summary>In the order of addresses.</summary>
    public static IEnumerable<SourceGroup> IPv4(SourceTable sources) => Groups(sources.IPv4(), ProbeAddress.FromIPv4);

    /// <summary>In the order of addresses.</summary>
    public static IEnumerable<SourceGroup> IPv6(SourceTable sources)
    {
        List<SourceGroup> groups = [.. IPv6Unordered(sources)];
        groups.Sort(static (a, b) => a.Source.CompareTo(b.Source));
        return groups;
    }

    /// <summary>In the order of their numbers.</summary>
    public static IEnumerable<SourceGroup> IPv6Unordered(SourceTable sources) =>
        Groups(sources.IPv6(), number => sources.Numbers[number]);

    private static IEnumerable<SourceGroup> Groups(SortedRuns runs, Func<uint, ProbeAddress> address)
    {
        for (int i = 0; i < runs.Count;)
        {
            int start = i;
            uint source = runs[start].Source;
            while (++i < runs.Count && runs[i].Source == source)
            {
            }

            yield return new SourceGroup(address(source), runs, start, i - start);
        }
    }
}
