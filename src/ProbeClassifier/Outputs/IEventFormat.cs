using System;
using System.Buffers;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Outputs;

/// <summary>One format of <see cref="EventWriter"/>: an event to a line with its LF.</summary>
internal interface IEventFormat : IDisposable
{
    void Write(in ProbeEvent probe, TagSet tags, IBufferWriter<byte> output);
}
