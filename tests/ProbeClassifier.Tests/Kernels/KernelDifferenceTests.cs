using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ProbeClassifier.Kernels;
using ProbeClassifier.Parsing;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Kernels;

/// <summary>A kernel may be faster than the scalar parser, never different.</summary>
public sealed class KernelDifferenceTests
{
    public static TheoryData<int> Seeds
    {
        get
        {
            // A fresh seed each day finds new lines; it is in the test's name, so a failure can be run again.
            TheoryData<int> seeds = [];
            for (int seed = 1; seed <= 12; seed++)
                seeds.Add(seed);
            seeds.Add((int)(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 86_400));
            return seeds;
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void EveryKernelIsTheScalarParserOnGeneratedLines(int seed) => Compare(new LogLines(seed).Block(1500, hostile: false));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void EveryKernelIsTheScalarParserOnHostileLines(int seed) => Compare(new LogLines(seed + 1000).Block(1500, hostile: true));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void EveryKernelIsTheScalarParserOnAnyBytes(int seed)
    {
        var random = new Random(seed);
        byte[] noise = new byte[40_000];
        random.NextBytes(noise);
        Compare(noise);

        // Few values make anchors and short lines likely.
        const string Likely = "SRC=DPTOIN \n\r\"]0129.:";
        for (int i = 0; i < noise.Length; i++)
            noise[i] = (byte)Likely[random.Next(Likely.Length)];
        Compare(noise);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AnySegmentationGivesTheSameCalls(int seed)
    {
        var lines = new LogLines(seed + 3000);
        byte[] input = lines.Block(24, hostile: true);
        input = [.. input, .. Encoding.Latin1.GetBytes(lines.Next())];
        List<string> whole = Parse.Whole(input, KernelKind.Scalar);
        foreach (KernelKind kernel in BlockKernel.Available)
        {
            for (int cut = 0; cut <= input.Length; cut++)
                Assert.Equal(whole, Parse.InPieces(input, [cut], kernel));
            Assert.Equal(whole, Parse.InPieces(input, Enumerable.Range(0, input.Length), kernel));
            for (int round = 0; round < 50; round++)
            {
                int[] cuts = [.. Enumerable.Range(0, 6).Select(_ => lines.Random.Next(input.Length + 1)).Order()];
                Assert.Equal(whole, Parse.InPieces(input, cuts, kernel));
            }
        }
    }

    [Fact]
    public void LinesOverTheLimitAreCutAlikeWhateverTheSegmentation()
    {
        ProbeParserOptions options = Parse.Options with { MaxFrameBytes = 480 };
        var lines = new LogLines(5);
        string longTail = new('x', 900);
        string text = string.Concat(Enumerable.Range(0, 9).Select(i => lines.Netfilter() + (i % 3 == 0 ? longTail : "") + "\n")) + longTail;
        byte[] input = Parse.Bytes(text);
        List<string> whole = Parse.Whole(input, KernelKind.Scalar, options);
        Assert.Equal(4, whole.Count(c => c.StartsWith("oversize 480", StringComparison.Ordinal)));
        foreach (KernelKind kernel in BlockKernel.Available)
        {
            Assert.Equal(whole, Parse.Whole(input, kernel, options));
            for (int cut = 0; cut <= input.Length; cut += 7)
                Assert.Equal(whole, Parse.InPieces(input, [cut, Math.Min(input.Length, cut + 300)], kernel, options));
        }
    }

    [Fact]
    public void ParsingAllocatesNothingOnceWarm()
    {
        byte[] input = new LogLines(9).Block(2000, hostile: false);
        foreach (KernelKind kernel in BlockKernel.Available)
        {
            ProbeParserState state = Parse.NewState(kernel, Parse.Options);
            var handler = new CountingHandler();
            for (int i = 0; i < 3; i++)
                ProbeParser.Parse(input, Parse.Options, ref state, ref handler, isFinalBlock: false);
            Assert.Equal(0, Allocations.Least(() => ProbeParser.Parse(input, Parse.Options, ref state, ref handler, isFinalBlock: false)));
            Assert.True(handler.Ports > 0, "the handler was called");
        }
    }

    private static void Compare(byte[] input)
    {
        List<string> scalar = Parse.Whole(input, KernelKind.Scalar);
        foreach (KernelKind kernel in BlockKernel.Available)
            Assert.Equal(scalar, Parse.Whole(input, kernel));
    }

    private struct CountingHandler : ProbeClassifier.Events.IProbeHandler
    {
        public long Ports;

        public void OnEvent(in ProbeClassifier.Events.ProbeEvent probe) => Ports += probe.DestinationPort ?? 0;

        public readonly void OnOther(ReadOnlySpan<byte> frames, int count)
        {
        }

        public readonly void OnUnparsed(ReadOnlySpan<byte> frame, ProbeClassifier.Events.UnparsedReason reason, int offset)
        {
        }

        public readonly void OnOversize(int keptBytes)
        {
        }

        public readonly void OnUnresolvedRepeat(uint times)
        {
        }
    }
}
