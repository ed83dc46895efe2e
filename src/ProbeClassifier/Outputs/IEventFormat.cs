using System;
using System.Buffers;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Outputs;

/// <summary>One format of <see cref="EventWriter"/>: an event to a line with its LF.</summary>
internal interface IEventFormat : IDisposable
{
    /// <summary>Writes an event; <paramref name="id"/> is its name in UTF-8, or empty where it has none.</summary>
    void Write(in ProbeEvent probe, TagSet tags, ReadOnlySpan<byte> id, IBufferWriter<byte> output);
}
