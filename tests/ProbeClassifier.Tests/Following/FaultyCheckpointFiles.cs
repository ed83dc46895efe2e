using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ProbeClassifier.Checkpoints;
using ProbeClassifier.Following;

namespace ProbeClassifier.Tests.Following;

/// <summary>A disk in memory whose operations fail from the n-th on, the n-th before it did anything, after it, or in the middle of a write.</summary>
internal sealed class FaultyCheckpointFiles : ICheckpointFiles
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private int _operation;

    public enum Moment
    {
        Before,
        InTheMiddle,
        After,
    }

    /// <summary>The number of the operation that fails, from 1; 0 for none.</summary>
    public int FailAt { get; set; }

    public Moment FailMoment { get; set; }

    /// <summary>Whether what follows the failing operation fails too, as when the process was killed.</summary>
    public bool StaysDown { get; set; } = true;

    public int Operations => _operation;

    public IReadOnlyDictionary<string, byte[]> Files => _files;

    public void Put(string path, byte[] bytes) => _files[path] = bytes;

    public void Restart() => (_operation, FailAt) = (0, 0);

    public byte[]? Read(string path) => _files.GetValueOrDefault(path)?.ToArray();

    public bool Exists(string path)
    {
        Do(() => { });
        return _files.ContainsKey(path);
    }

    public void Delete(string path) => Do(() => _files.Remove(path));

    public void WriteNew(string path, ReadOnlySpan<byte> bytes)
    {
        byte[] copy = bytes.ToArray();
        Do(
            () =>
            {
                if (!_files.TryAdd(path, copy))
                    throw new IOException("it is there");
            },
            () => _files[path] = copy[..(copy.Length / 2)]);
    }

    public void Rename(string from, string to) => Do(() =>
    {
        _files[to] = _files[from];
        _files.Remove(from);
    });

    public void FlushFolderOf(string path) => Do(() => { });

    private void Do(Action operation, Action? half = null)
    {
        bool fails = ++_operation == FailAt;
        if (StaysDown && FailAt > 0 && _operation > FailAt)
            throw new IOException("the machine is down");
        if (fails && FailMoment == Moment.InTheMiddle)
            half?.Invoke();
        if (!fails || FailMoment == Moment.After)
            operation();
        if (fails)
            throw new IOException("No space left on device");
    }
}
