using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Tests.Distributed;

/// <summary>A worker of a group, whose every read waits to be let go.</summary>
internal sealed class FakeMember : IPartitionLog, IAsyncDisposable
{
    private readonly FakeEngine _engine;
    private readonly ConcurrentDictionary<string, ReadGate> _gates = [];
    private readonly ConcurrentDictionary<string, Task> _tasks = [];

    public FakeMember(FakeEngine engine, MemoryStore store, EventLedger ledger, long snapshotLines, ConcurrentQueue<PartitionNotice> notices, TimeSpan? every = null)
    {
        _engine = engine;
        Publisher = ledger.Open();
        var options = new PartitionWorkerOptions
        {
            Partition = FakeEngine.Options,
            SnapshotLines = snapshotLines,
            SnapshotEvery = every ?? TimeSpan.FromDays(1),
            SnapshotsKept = 2,
            RetryDelay = TimeSpan.FromMilliseconds(1),
        };
        Worker = new PartitionWorker(options, this, store, Publisher, notices.Enqueue);
    }

    public PartitionWorker Worker { get; }

    public EventLedger.Publisher Publisher { get; }

    public string Engine => "fake";

    public string Topic => "probes";

    public PositionKind Positions => PositionKind.Records;

    /// <summary>How many of the records that it gave a partition's reader is to give again.</summary>
    public ConcurrentDictionary<string, int> Redeliver { get; } = [];

    /// <summary>Partitions whose next read fails.</summary>
    public ConcurrentDictionary<string, bool> FailsNext { get; } = [];

    /// <summary>Partitions whose next read fails as no log should.</summary>
    public ConcurrentDictionary<string, bool> BreaksNext { get; } = [];

    public IReadOnlyList<string> Held => [.. _tasks.Where(t => !t.Value.IsCompleted).Select(t => t.Key).Order(StringComparer.Ordinal)];

    public void Start(string partition)
    {
        _gates[partition] = new ReadGate();
        _tasks[partition] = Worker.Start(partition);
    }

    /// <summary>Lets a partition go on by so many records; ends when they are counted, or the partition has ended.</summary>
    public Task AdvanceAsync(string partition, int records) => Task.WhenAny(_gates[partition].GiveAsync(records), _tasks[partition]);

    public Task EndAsync(string partition) => _tasks[partition];

    public ValueTask<PartitionStart> FindStartAsync(string partition, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new PartitionStart(_engine.First[partition], DateTimeOffset.UnixEpoch));

    public ValueTask<IPartitionReader> OpenAsync(string partition, ResumePoint from, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IPartitionReader>(new Reader(this, partition, from.Position));

    public ValueTask DisposeAsync() => Worker.DisposeAsync();

    private sealed class Reader(FakeMember member, string partition, long position) : IPartitionReader
    {
        private long _position = position;
        private int _reads;

        public async ValueTask<PartitionRecord?> ReadAsync(CancellationToken cancellationToken)
        {
            Assert.Equal(1, Interlocked.Increment(ref _reads));
            try
            {
                return await NextAsync(cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref _reads);
            }
        }

        /// <summary>As an iterator of a client does, it refuses while it reads.</summary>
        public ValueTask DisposeAsync() => Volatile.Read(ref _reads) == 0 ? ValueTask.CompletedTask : throw new NotSupportedException("it reads");

        private async ValueTask<PartitionRecord?> NextAsync(CancellationToken cancellationToken)
        {
            await member._gates[partition].TakeAsync(cancellationToken);
            if (member.BreaksNext.TryRemove(partition, out _))
                throw new InvalidOperationException("out of order");
            if (member.FailsNext.TryRemove(partition, out _))
                throw new PartitionFaultException("the log is away", isTransient: true);
            long first = member._engine.First[partition];
            if (member.Redeliver.TryRemove(partition, out int again))
                _position = Math.Max(first, _position - again);
            if (_position >= member._engine.End(partition))
                return null;
            long at = Math.Max(_position, first);
            var record = new PartitionRecord(member._engine.Partitions[partition][(int)at - 1], at, at + 1) { Missing = at - _position, Behind = member._engine.End(partition) - at - 1 };
            _position = at + 1;
            return record;
        }
    }
}
