using System;
using System.Collections.Generic;
using System.Text;
using ProbeClassifier.Events;
using ProbeClassifier.Kernels;
using ProbeClassifier.Parsing;

namespace ProbeClassifier.Tests.Support;

/// <summary>Ways to run the parser in tests.</summary>
internal static class Parse
{
    public static ProbeParserOptions Options { get; } = new()
    {
        ReferenceTime = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero),
    };

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>All of the input at once, by one kernel.</summary>
    public static List<string> Whole(ReadOnlySpan<byte> input, KernelKind kernel, ProbeParserOptions? options = null) =>
        InPieces(input, [], kernel, options);

    /// <summary>The input as it would come: given up to each cut in turn, what is not consumed given again.</summary>
    public static List<string> InPieces(ReadOnlySpan<byte> input, IEnumerable<int> cuts, KernelKind kernel, ProbeParserOptions? options = null)
    {
        options ??= Options;
        var handler = new RecordingHandler();
        ProbeParserState state = NewState(kernel, options);
        int done = 0;
        foreach (int cut in cuts)
        {
            int consumed = ProbeParser.Parse(input[done..cut], options, ref state, ref handler, isFinalBlock: false);
            Assert.InRange(consumed, 0, cut - done);
            Assert.True(cut - done - consumed <= options.MaxFrameBytes, "what is left over is no longer than a frame");
            done += consumed;
        }

        Assert.Equal(input.Length - done, ProbeParser.Parse(input[done..], options, ref state, ref handler, isFinalBlock: true));
        return handler.Calls;
    }

    public static ProbeParserState NewState(KernelKind kernel, ProbeParserOptions options)
    {
        BlockContext made = ProbeParser.CreateContext(options);
        return new ProbeParserState { Context = new BlockContext(made.Clock, made.MaxFrameBytes) { Kernel = kernel } };
    }

    /// <summary>The one event of a line, or null; fails when the line gives anything but one call.</summary>
    public static ProbeEventRecord? Line(string line, ProbeParserOptions? options = null)
    {
        var handler = new EventHandler();
        ProbeParserState state = NewState(KernelKind.Scalar, options ?? Options);
        ProbeParser.Parse(Bytes(line), options ?? Options, ref state, ref handler, isFinalBlock: true);
        return handler.Events.Count == 0 ? null : Assert.Single(handler.Events);
    }

    /// <summary>Why a line is unparsed, with the offset; null when it is not.</summary>
    public static (UnparsedReason Reason, int Offset)? Reason(string line)
    {
        var handler = new EventHandler();
        ProbeParserState state = NewState(KernelKind.Scalar, Options);
        ProbeParser.Parse(Bytes(line), Options, ref state, ref handler, isFinalBlock: true);
        return handler.Unparsed.Count == 0 ? null : Assert.Single(handler.Unparsed);
    }

    private struct EventHandler() : IProbeHandler
    {
        public List<ProbeEventRecord> Events { get; } = [];

        public List<(UnparsedReason, int)> Unparsed { get; } = [];

        public readonly void OnEvent(in ProbeEvent probe) => Events.Add(ProbeEventRecord.From(probe));

        public readonly void OnOther(ReadOnlySpan<byte> frames, int count)
        {
        }

        public readonly void OnUnparsed(ReadOnlySpan<byte> frame, UnparsedReason reason, int offset) => Unparsed.Add((reason, offset));

        public readonly void OnOversize(int keptBytes)
        {
        }

        public readonly void OnUnresolvedRepeat(uint times)
        {
        }
    }
}
