using System.Collections.Generic;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Tests.Distributed;

/// <summary>
/// Takes events as an engine does: what is not flushed is lost when the publisher goes. Of each id it knows the content; a second
/// one that differs is a breach.
/// </summary>
internal sealed class EventLedger
{
    private readonly Dictionary<string, string> _contents = [];

    public List<string> Breaches { get; } = [];

    public int Duplicates { get; private set; }

    public IReadOnlyDictionary<string, string> Contents => _contents;

    public Publisher Open() => new(this);

    private void Take(string id, string content)
    {
        lock (_contents)
        {
            if (_contents.TryAdd(id, content))
                return;
            Duplicates++;
            if (_contents[id] != content)
                Breaches.Add($"{id}: {_contents[id]} and {content}");
        }
    }

    internal sealed class Publisher(EventLedger ledger) : IEventPublisher
    {
        private readonly List<(string Partition, string Id, string Content)> _waiting = [];

        public bool FailsNext { get; set; }

        public ValueTask PublishAsync(EventBatch events, CancellationToken cancellationToken)
        {
            lock (_waiting)
            {
                for (int i = 0; i < events.Count; i++)
                    _waiting.Add((events.Partition, events.IdOf(i), Encoding.UTF8.GetString(events[i].Span)));
            }

            return ValueTask.CompletedTask;
        }

        public ValueTask FlushAsync(string partition, CancellationToken cancellationToken)
        {
            lock (_waiting)
            {
                if (FailsNext)
                {
                    FailsNext = false;
                    _waiting.RemoveAll(w => w.Partition == partition);
                    throw new PartitionFaultException("the publisher is away", isTransient: true);
                }

                foreach ((_, string id, string content) in _waiting.FindAll(w => w.Partition == partition))
                    ledger.Take(id, content);
                _waiting.RemoveAll(w => w.Partition == partition);
            }

            return ValueTask.CompletedTask;
        }
    }
}
