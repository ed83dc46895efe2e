using System;
using System.IO;
using ProbeClassifier.Events;
using ProbeClassifier.Live;
using ProbeClassifier.Outputs;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Cli;

/// <summary>Events as lines, to standard output or to a file's end.</summary>
internal sealed class LineOutput : IEventOutput
{
    private readonly Stream _stream;
    private readonly StreamEventSink _sink;

    private LineOutput(Stream stream, EventWriter writer, bool onlyTagged)
    {
        _stream = stream;
        _sink = new StreamEventSink(stream, writer, onlyTagged);
    }

    public IOException? Failure => _sink.Failure;

    public long Lost => _sink.Lost;

    public static LineOutput Open(string? path, string? rotate, string format, EventWriterOptions options, bool onlyTagged)
    {
        if (options.Fields is { } fields && EventFields.WhatIsWrong(EventFormats.Parse(format), fields, options.Original) is { } wrong)
            throw new UsageException($"--fields: {wrong}");
        return new LineOutput(OpenStream(path, rotate), new EventWriter(EventFormats.Parse(format), options), onlyTagged);
    }

    public void OnEvent(in ProbeEvent probe, TagSet tags) => _sink.OnEvent(probe, tags);

    public void Flush() => _sink.Flush();

    public void Finish() => _sink.Flush();

    public void Dispose()
    {
        _sink.Dispose();
        _stream.Dispose();
    }

    private static Stream OpenStream(string? path, string? rotate)
    {
        if (path is null)
        {
            return rotate is null
                ? StandardStream.Output()
                : throw new UsageException("--rotate is for files; expected --output FILE with it");
        }

        long most = rotate is null ? long.MaxValue : OptionValues.Size("--rotate", rotate, RotatingFile.LeastSize, RotatingFile.GreatestSize);
        try
        {
            if (Directory.Exists(path))
                throw new UsageException($"--output \"{path}\" is a directory; expected a file");
            return new RotatingFile(path, most);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--output \"{path}\" cannot be written: {e.Message}");
        }
    }
}
