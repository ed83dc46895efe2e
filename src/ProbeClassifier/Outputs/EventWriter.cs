using System;
using System.Buffers;
using ProbeClassifier.Events;
using ProbeClassifier.Outputs.Cef;
using ProbeClassifier.Outputs.Ecs;
using ProbeClassifier.Outputs.Ocsf;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Outputs;

/// <summary>
/// Writes tagged events, each as one line that ends with LF. Whatever bytes the log holds, the line is valid UTF-8 without control
/// characters; keys come in a fixed order and absent ones are left out. Allocates nothing per event once warm. Not thread-safe.
/// </summary>
public sealed class EventWriter : IDisposable
{
    private readonly IEventFormat _format;

    /// <summary>Makes one.</summary>
    /// <param name="format">How events are written.</param>
    /// <param name="options">Null for all defaults.</param>
    /// <exception cref="ArgumentException">The format has no field for what the options ask for.</exception>
    public EventWriter(EventFormat format, EventWriterOptions? options = null)
    {
        options ??= new EventWriterOptions();
        if (format == EventFormat.Ndjson && options.Original)
            throw new ArgumentException("the flat schema has no field for the original line; expected another format, or no original", nameof(options));
        if (options.Fields is { } fields && EventFields.WhatIsWrong(format, fields, options.Original) is { } wrong)
            throw new ArgumentException(wrong, nameof(options));
        Format = format;
        IEventFormat whole = format switch
        {
            EventFormat.Ndjson => new EventJson(),
            EventFormat.Ecs => new EcsFormat(options),
            EventFormat.Ocsf => new OcsfFormat(options),
            EventFormat.Cef => new CefFormat(options),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "is no format"),
        };
        _format = options.Fields is { } chosen ? new FieldFilter(whole, chosen) : whole;
    }

    /// <summary>How events are written.</summary>
    public EventFormat Format { get; }

    /// <summary>Writes one event.</summary>
    /// <param name="probe">The event.</param>
    /// <param name="tags">Its tags in the order of the rules; empty for none.</param>
    /// <param name="output">Where to.</param>
    public void Write(in ProbeEvent probe, TagSet tags, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(tags);
        ArgumentNullException.ThrowIfNull(output);
        _format.Write(probe, tags, default, output);
    }

    /// <summary>Writes one event with a name: <c>id</c>, <c>event.id</c>, <c>metadata.uid</c> or <c>externalId</c>.</summary>
    internal void Write(in ProbeEvent probe, TagSet tags, ReadOnlySpan<byte> id, IBufferWriter<byte> output) => _format.Write(probe, tags, id, output);

    /// <inheritdoc/>
    public void Dispose() => _format.Dispose();
}
