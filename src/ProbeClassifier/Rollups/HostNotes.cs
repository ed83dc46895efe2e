using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Events;

namespace ProbeClassifier.Rollups;

/// <summary>
/// What daemons said of one host's log, by time: starts and stops by the second, losses by the hour. Kept are the earliest notes up
/// to a limit. A note among the earliest of the whole is among the earliest of each part, so it was never dropped anywhere and its
/// totals are complete; which notes these are does not depend on order or split.
/// </summary>
internal sealed class HostNotes(int limit)
{
    private const uint SecondsPerHour = 3600;
    private readonly SortedDictionary<NoteKey, NoteTotals> _notes = new(NoteKey.ByTime);

    /// <summary>Whether there were more notes than are kept.</summary>
    public bool IsCut { get; private set; }

    public IEnumerable<KeyValuePair<NoteKey, NoteTotals>> Sorted => _notes;

    public int Count => _notes.Count;

    /// <summary>Where a note stands that was written at a time.</summary>
    public static NoteKey KeyOf(uint time, LogDaemon daemon, LogNote note) =>
        new(note == LogNote.Lost ? time - (time % SecondsPerHour) : time, daemon, note);

    public void Add(NoteKey key, in NoteTotals totals)
    {
        _notes[key] = _notes.TryGetValue(key, out NoteTotals known) ? known.With(totals) : totals;
        if (_notes.Count > limit + (limit / 4))
            Settle();
    }

    public void MergeFrom(HostNotes other)
    {
        IsCut |= other.IsCut;
        foreach ((NoteKey key, NoteTotals totals) in other._notes)
            Add(key, totals);
    }

    /// <summary>Says that a part had more.</summary>
    public void MarkCut() => IsCut = true;

    /// <summary>Drops what is over the limit.</summary>
    public void Settle()
    {
        if (_notes.Count <= limit)
            return;
        IsCut = true;
        foreach (NoteKey key in _notes.Keys.Skip(limit).ToArray())
            _notes.Remove(key);
    }
}

/// <summary>A place for notes. Stops come before starts of the same second.</summary>
/// <param name="Time">UNIX seconds; of losses, the start of their hour.</param>
/// <param name="Daemon">Who says it.</param>
/// <param name="Note">What it says.</param>
internal readonly record struct NoteKey(uint Time, LogDaemon Daemon, LogNote Note)
{
    public static readonly Comparer<NoteKey> ByTime =
        Comparer<NoteKey>.Create(static (a, b) => (a.Time, a.Daemon, a.Note).CompareTo((b.Time, b.Daemon, b.Note)));
}

/// <summary>The notes of one place.</summary>
/// <param name="First">The first one's UNIX seconds.</param>
/// <param name="Last">The last one's.</param>
/// <param name="Lost">Messages that were lost, as far as their number is said; at most <see cref="MostLost"/>.</param>
internal readonly record struct NoteTotals(uint First, uint Last, long Lost)
{
    /// <summary>2^53: sums stay here, which keeps them independent of order.</summary>
    public const long MostLost = 1L << 53;

    public NoteTotals With(in NoteTotals other) =>
        new(Math.Min(First, other.First), Math.Max(Last, other.Last), Math.Min(Lost + other.Lost, MostLost));
}
