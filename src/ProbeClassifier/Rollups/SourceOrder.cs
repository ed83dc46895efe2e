using System;
using System.Collections.Generic;
using ProbeClassifier.Events;

namespace ProbeClassifier.Rollups;

/// <summary>Cells by source, in the order of addresses: eight bytes a cell.</summary>
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

    public static IEnumerable<SourceGroup> IPv4(SourceTable sources)
    {
        CellTable table = sources.IPv4;
        ulong[] order = new ulong[table.Count];
        for (int place = 0; place < order.Length; place++)
            order[place] = ((ulong)table[place].Source << 32) | (uint)place;
        return Groups(sources, table, order);
    }

    public static IEnumerable<SourceGroup> IPv6(SourceTable sources)
    {
        AddressNumbers numbers = sources.Numbers;
        ProbeAddress[] addresses = new ProbeAddress[numbers.Count];
        uint[] sorted = new uint[addresses.Length];
        for (uint number = 0; number < addresses.Length; number++)
            (addresses[number], sorted[number]) = (numbers[number], number);
        Array.Sort(addresses, sorted);
        uint[] rank = new uint[addresses.Length];
        for (uint i = 0; i < rank.Length; i++)
            rank[sorted[i]] = i;
        CellTable table = sources.IPv6;
        ulong[] order = new ulong[table.Count];
        for (int place = 0; place < order.Length; place++)
            order[place] = ((ulong)rank[table[place].Source] << 32) | (uint)place;
        return Groups(sources, table, order);
    }

    private static IEnumerable<SourceGroup> Groups(SourceTable sources, CellTable table, ulong[] order)
    {
        Array.Sort(order);
        for (int i = 0; i < order.Length;)
        {
            int start = i;
            while (i < order.Length && order[i] >> 32 == order[start] >> 32)
                i++;
            uint source = table[(int)(uint)order[start]].Source;
            ProbeAddress address = table == sources.IPv4 ? ProbeAddress.FromIPv4(source) : sources.Numbers[source];
            yield return new SourceGroup(address, table, order, start, i - start);
        }
    }
}
