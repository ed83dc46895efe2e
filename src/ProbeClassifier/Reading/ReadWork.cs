using System;
using System.Collections.Generic;
using System.Threading;

namespace ProbeClassifier.Reading;

/// <summary>What is left to read. A piece of work may add more; the work is over when none is left and none is under way.</summary>
internal sealed class ReadWork
{
    private readonly object _changed = new();
    private readonly Queue<Action<ReadWorker>> _items = [];
    private int _unfinished;

    public void Add(Action<ReadWorker> item)
    {
        lock (_changed)
        {
            _items.Enqueue(item);
            _unfinished++;
            Monitor.Pulse(_changed);
        }
    }

    /// <summary>Does work until none is left; called once by each worker.</summary>
    public void Run(ReadWorker worker)
    {
        while (Take() is { } item)
        {
            try
            {
                item(worker);
            }
            finally
            {
                lock (_changed)
                {
                    if (--_unfinished == 0)
                        Monitor.PulseAll(_changed);
                }
            }
        }
    }

    private Action<ReadWorker>? Take()
    {
        lock (_changed)
        {
            while (_items.Count == 0 && _unfinished > 0)
                Monitor.Wait(_changed);
            return _items.TryDequeue(out Action<ReadWorker>? item) ? item : null;
        }
    }
}
