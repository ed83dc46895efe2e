using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ProbeClassifier.Events;

namespace ProbeClassifier.Rollups;

/// <summary>
/// The notes of all hosts. Kept are the hosts whose names come first in the order of a keyed hash, up to a limit: such a host is among
/// the first in every part too, so its notes are complete, whatever the order and the split (docs/decisions/0003 has the argument).
/// </summary>
internal sealed class LogNotes(ProbeRollupOptions options)
{
    /// <summary>A host's name is taken up to here, in bytes: RFC 5424 §6.2.4 allows no more.</summary>
    public const int MaxName = 255;

    private readonly ulong _key = options.SelectionKey;
    private readonly Dictionary<string, HostNotes> _hosts = new(StringComparer.Ordinal);

    /// <summary>Whether there were more hosts than are kept.</summary>
    public bool HostsDropped { get; private set; }

    /// <summary>Notes what a daemon said.</summary>
    /// <param name="host">Its host; empty where the line names none.</param>
    /// <param name="fields">An event that has a note.</param>
    /// <param name="time">Its UNIX seconds.</param>
    /// <param name="count">How often it was said.</param>
    public void Add(ReadOnlySpan<byte> host, in EventFields fields, uint time, uint count)
    {
        var lost = (long)Math.Min(fields.Note == LogNote.Lost ? (ulong)fields.Lost * count : 0, NoteTotals.MostLost);
        Of(Encoding.Latin1.GetString(host[..Math.Min(host.Length, MaxName)]))
            .Add(HostNotes.KeyOf(time, fields.Daemon, fields.Note), new NoteTotals(time, time, lost));
        if (_hosts.Count > options.MaxLogHosts + (options.MaxLogHosts / 4))
            Settle();
    }

    public void MergeFrom(LogNotes other)
    {
        HostsDropped |= other.HostsDropped;
        foreach ((string name, HostNotes notes) in other._hosts)
            Of(name).MergeFrom(notes);
        if (_hosts.Count > options.MaxLogHosts + (options.MaxLogHosts / 4))
            Settle();
    }

    /// <summary>The notes of a host, whose name is Latin-1 for any bytes.</summary>
    public HostNotes Of(string name)
    {
        if (!_hosts.TryGetValue(name, out HostNotes? notes))
            _hosts.Add(name, notes = new HostNotes(options.MaxLogNotes));
        return notes;
    }

    /// <summary>Says that a part had more hosts.</summary>
    public void MarkHostsDropped() => HostsDropped = true;

    /// <summary>Brings everything to what depends on the content alone; before every look at the whole.</summary>
    public void Settle()
    {
        if (_hosts.Count > options.MaxLogHosts)
        {
            HostsDropped = true;
            foreach (string name in _hosts.Keys.OrderBy(HashOf).ThenBy(n => n, StringComparer.Ordinal).Skip(options.MaxLogHosts).ToArray())
                _hosts.Remove(name);
        }

        foreach (HostNotes notes in _hosts.Values)
            notes.Settle();
    }

    /// <summary>Becomes empty.</summary>
    public void Clear()
    {
        _hosts.Clear();
        HostsDropped = false;
    }

    /// <summary>Every host with its notes, by name.</summary>
    public IEnumerable<(string Name, HostNotes Notes)> Sorted() =>
        _hosts.OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => (h.Key, h.Value));

    private ulong HashOf(string name) => SipHash.Of(_key, ~_key, Encoding.Latin1.GetBytes(name));
}
