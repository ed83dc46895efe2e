using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using ProbeClassifier.Events;

namespace ProbeClassifier.Kernels;

/// <summary>
/// The fast path. Where the lines are firewall lines, each is read forwards by <see cref="FastLine{THandler}"/>. Where they are
/// not, 64 bytes at a time are tested for anchors, and lines without one are other text at no further cost. What neither
/// settles goes to the scalar parser.
/// </summary>
internal static unsafe class VectorKernel<TScan, THandler>
    where TScan : struct, IAnchorScan
    where THandler : IProbeHandler
{
    /// <summary>After so many lines that are no firewall lines, the next is scanned for anchors before it is tried as one.</summary>
    private const int Patience = 3;

    /// <summary>No line is expected to be longer: the look at its end stays within reach.</summary>
    private const int ExpectedMost = FastLine<THandler>.Reach - 64;

    /// <summary>Delivers every line of a block that ends with LF.</summary>
    public static void Run(ReadOnlySpan<byte> block, BlockContext context, ref THandler handler)
    {
        LineMemo memo = context.Memo ??= new LineMemo();
        EventFields fields = default;
        fields.Count = 1;
        fixed (byte* first = block)
        {
            byte* tables = IPv4Text.IsSupported ? IPv4Text.Tables : null;
            byte* limit = first + block.Length;

            // Without the tables there is no fast line: then nothing is near enough to the start.
            byte* lastFast = tables == null ? null : limit - FastLine<THandler>.Reach;
            byte* line = first;
            int expectedLength = 200;
            int failures = tables == null ? Patience : 0;
            while (line < limit)
            {
                if (line <= lastFast && failures < Patience)
                {
                    // Where this line probably ends is looked up first and confirmed last, so that the processor can begin on
                    // the next line while it still decodes this one.
                    byte* window = line + expectedLength - 32;
                    ulong lineFeeds = ByteMask.Equal64(window, (byte)'\n');
                    byte* expected = window + BitOperations.TrailingZeroCount(lineFeeds) + 1;
                    byte* next = FastLine<THandler>.TryDeliver(
                        line, limit, memo, context.Clock, context.MaxFrameBytes, tables, ref fields, ref handler);
                    if (next == expected)
                    {
                        failures = 0;
                        line = expected;
                        continue;
                    }

                    if (next != null)
                    {
                        failures = 0;
                        expectedLength = (int)Math.Clamp(next - line, 32, ExpectedMost);
                        line = next;
                        continue;
                    }

                    failures++;
                }

                line = Scan(block, first, line, memo, context, ref failures, ref fields, ref handler);
            }
        }
    }

    /// <summary>
    /// Passes over lines without anchors and delivers the first that has one. Returns where to go on: also as soon as it is worth
    /// trying the next line as a firewall line.
    /// </summary>
    private static byte* Scan(
        ReadOnlySpan<byte> block,
        byte* first,
        byte* line,
        LineMemo memo,
        BlockContext context,
        ref int failures,
        ref EventFields fields,
        ref THandler handler)
    {
        // The test looks back, so a block's first line is the scalar parser's.
        if (line - first < AnchorTable.Places - 1)
            return DeliverScalar(block, first, line, memo, context, ref failures, ref fields, ref handler);
        byte* limit = first + block.Length;
        byte* anchors = AnchorTable.Table;
        byte* othersStart = line;
        int others = 0;
        int maxLine = context.MaxFrameBytes - AnchorScans.Step;
        bool patient = failures < Patience;

        byte* last = limit - AnchorScans.Step;
        for (byte* at = line; at <= last; at += AnchorScans.Step)
        {
            if (!patient)
            {
                at = TScan.PassOver(at, last, anchors, maxLine, ref line, ref others);
                if (at > last)
                    break;
            }

            ulong marks = TScan.Test(at, anchors, out ulong ended);
            for (ulong bits = marks | ended; bits != 0; bits &= bits - 1)
            {
                byte* place = at + BitOperations.TrailingZeroCount(bits);
                bool ends = *place == (byte)'\n';
                if (!ends && !AnchorTable.IsAnchor(place, first, limit))
                    continue;
                if (!ends || MayRepeat(line, place) || place - line > context.MaxFrameBytes)
                {
                    Flush(block, first, othersStart, line, others, ref handler);
                    return DeliverScalar(block, first, line, memo, context, ref failures, ref fields, ref handler);
                }

                others++;
                line = place + 1;
                if (patient)
                {
                    Flush(block, first, othersStart, line, others, ref handler);
                    return line;
                }
            }
        }

        Flush(block, first, othersStart, line, others, ref handler);
        return line == limit ? line : DeliverScalar(block, first, line, memo, context, ref failures, ref fields, ref handler);
    }

    /// <summary>Whether a line without anchors might be "last message repeated N times": it ends as that does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool MayRepeat(byte* line, byte* end)
    {
        if (end - line < 28)
            return false;
        uint tail = Unsafe.ReadUnaligned<uint>(end - (end[-1] == (byte)'\r' ? 5 : 4));
        return tail is 0x7365_6D69 or 0x656D_6974;
    }

    private static void Flush(ReadOnlySpan<byte> block, byte* first, byte* start, byte* end, int others, ref THandler handler)
    {
        if (others != 0)
            handler.OnOther(block.Slice((int)(start - first), (int)(end - start)), others);
    }

    /// <summary>A line that has anchors, or may have: the scalar parser reads it, and the fast path learns how it starts.</summary>
    private static byte* DeliverScalar(
        ReadOnlySpan<byte> block,
        byte* first,
        byte* line,
        LineMemo memo,
        BlockContext context,
        ref int failures,
        ref EventFields fields,
        ref THandler handler)
    {
        int start = (int)(line - first);
        int length = block[start..].IndexOf((byte)'\n');
        bool firewall = LineDelivery.Deliver(block, start, start + length, context, ref fields, ref handler)
            && fields.Dialect is ProbeDialect.Netfilter or ProbeDialect.Ipchains;
        if (firewall)
        {
            failures = 0;
            if (memo.WantsLesson && IPv4Text.IsSupported && block.Length - start - length > 256 && length is > HourMemo.StampLength && length <= context.MaxFrameBytes)
            {
                memo.Hour.Learn(line, context.Clock);
                TemplateLearner.Learn(block.Slice(start, length), line, memo);
            }

            // Whoever comes here without having been tried first may teach something.
            memo.WantsLesson = true;
        }

        return line + length + 1;
    }
}
