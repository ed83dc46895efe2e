using System;
using System.Collections.Generic;
using ProbeClassifier.Events;
using ProbeClassifier.Kernels;
using ProbeClassifier.Parsing;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tagging;
using ProbeClassifier.Text;

namespace ProbeClassifier.Fuzz;

/// <summary>
/// What must hold for any bytes: no exception, kernels equal to the scalar parser, any segmentation equal to the whole, all input
/// consumed, rollups of a split that merge to the whole's, and text for a terminal without a control character.
/// </summary>
internal static class ParserTarget
{
    private static readonly ProbeParserOptions Options = new()
    {
        MaxFrameBytes = 1024,
        ReferenceTime = new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero),
    };

    public static void Check(byte[] input)
    {
        // Three copies: the fast path needs bytes behind a line, and learns from a line for the next.
        byte[] tripled = [.. input, (byte)'\n', .. input, (byte)'\n', .. input, (byte)'\n', .. new byte[1024], (byte)'\n'];
        List<ulong> scalar = Calls(tripled, KernelKind.Scalar, tripled.Length);
        foreach (KernelKind kernel in BlockKernel.Available)
            Require(Same(scalar, Calls(tripled, kernel, tripled.Length)), $"{kernel} differs from the scalar parser");
        int step = input.Length == 0 ? 1 : 1 + (input[0] % 97);
        Require(Same(scalar, Calls(tripled, KernelKind.Scalar, step)), $"pieces of {step} bytes differ from the whole");
        CheckRollups(tripled);
        foreach (char c in TerminalText.Escape(input))
            Require(c >= 0x20 && c is not (>= '\x7f' and <= '\x9f'), "a control character reaches the terminal");
    }

    private static void CheckRollups(byte[] input)
    {
        var options = new ProbeRollupOptions { Rules = RuleSet.Default };
        var whole = new ProbeRollup(options);
        var first = new ProbeRollup(options);
        var second = new ProbeRollup(options);
        var all = new Recorder { Each = [whole] };
        var split = new Recorder { Each = [first, second] };
        Run(input, KernelKind.Scalar, input.Length, ref all);
        Run(input, KernelKind.Scalar, input.Length, ref split);
        second.MergeFrom(first);
        byte[] snapshot = whole.ToSnapshot();
        Require(snapshot.AsSpan().SequenceEqual(second.ToSnapshot()), "the parts do not merge to the whole");
        Require(snapshot.AsSpan().SequenceEqual(ProbeRollup.FromSnapshot(snapshot, options).ToSnapshot()), "a snapshot does not come back");
        RollupSummary summary = whole.Summarize(10);
        Require(summary.Lines == summary.Events - summary.Repeated + summary.Other + summary.Unparsed, "lines do not add up");
    }

    private static List<ulong> Calls(byte[] input, KernelKind kernel, int step)
    {
        List<ulong> calls = [];
        var handler = new Recorder { Calls = calls };
        Run(input, kernel, step, ref handler);
        return calls;
    }

    private static void Run(byte[] input, KernelKind kernel, int step, ref Recorder handler)
    {
        BlockContext made = ProbeParser.CreateContext(Options);
        var state = new ProbeParserState { Context = new BlockContext(made.Clock, made.MaxFrameBytes) { Kernel = kernel } };
        int done = 0;
        for (int upTo = step; upTo < input.Length; upTo += step)
        {
            int consumed = ProbeParser.Parse(input.AsSpan(done, upTo - done), Options, ref state, ref handler, isFinalBlock: false);
            Require(consumed >= 0 && consumed <= upTo - done, "more was consumed than given");
            done += consumed;
        }

        int last = ProbeParser.Parse(input.AsSpan(done), Options, ref state, ref handler, isFinalBlock: true);
        Require(last == input.Length - done, "the final block is not consumed");
    }

    private static bool Same(List<ulong> a, List<ulong> b) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(a).SequenceEqual(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(b));

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new InvalidOperationException(otherwise);
    }

    /// <summary>Keeps a hash of each call, or deals the calls to rollups in turn.</summary>
    private struct Recorder : IProbeHandler
    {
        public List<ulong>? Calls { get; set; }

        public ProbeRollup[]? Each { get; set; }

        private int _turn;

        public void OnEvent(in ProbeEvent probe)
        {
            Next()?.Add(probe);
            ref readonly EventFields f = ref probe.Fields;
            ulong hash = Mix((ulong)f.Present, (ulong)f.Dialect << 16 | (ulong)f.Action << 8 | (ulong)f.Direction, f.Count);
            hash = Mix(hash, probe.Time is null ? 0 : (ulong)f.UnixSeconds, probe.Time is null ? 0 : (ulong)f.Nanoseconds);
            hash = Mix(hash, (ulong)(probe.Transport ?? 0) << 32 | (ulong)(probe.SourcePort ?? 0) << 16 | (probe.DestinationPort ?? 0u), (ulong)(probe.IcmpType ?? 0) << 8 | (probe.IcmpCode ?? 0u));
            hash = Mix(hash, probe.Source?.High ?? 0, probe.Source?.Low ?? 0);
            hash = Mix(hash, probe.Destination?.High ?? 0, probe.Destination?.Low ?? 0);
            Calls?.Add(Mix(hash, Bytes(probe.Frame), Bytes(probe.RequestTarget)));
        }

        public void OnOther(ReadOnlySpan<byte> frames, int count)
        {
            for (int i = 0; i < count; i++)
            {
                Next()?.AddOther(1);
                Calls?.Add(1);
            }
        }

        public void OnUnparsed(ReadOnlySpan<byte> frame, UnparsedReason reason, int offset)
        {
            Next()?.AddUnparsed(reason);
            Calls?.Add(Mix(2, (ulong)reason << 32 | (uint)offset, Bytes(frame)));
        }

        public void OnOversize(int keptBytes)
        {
            Next()?.AddOversize();
            Calls?.Add(Mix(3, (ulong)keptBytes, 0));
        }

        public void OnUnresolvedRepeat(uint times)
        {
            Next()?.AddUnresolvedRepeat();
            Calls?.Add(Mix(4, times, 0));
        }

        private static ulong Bytes(ReadOnlySpan<byte> bytes)
        {
            ulong hash = (ulong)bytes.Length;
            foreach (byte b in bytes)
                hash = (hash ^ b) * 0x100_0000_01B3;
            return hash;
        }

        private static ulong Mix(ulong a, ulong b, ulong c) =>
            ((((a * 0x9E37_79B9_7F4A_7C15) ^ b) * 0xC2B2_AE3D_27D4_EB4F) ^ c) * 0x1656_67B1_9E37_79F9;

        private ProbeRollup? Next() => Each?[_turn++ % Each.Length];
    }
}
