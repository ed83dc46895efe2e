using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Kernels;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects.Repeat;

public sealed class RepeatTests
{
    private const string Drop = "kernel: DROP IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.7 LEN=40 PROTO=TCP SPT=1 DPT=22 WINDOW=1";

    [Fact]
    public void ARepeatIsOfTheSameHostsPreviousLine()
    {
        List<string> calls = Calls(
            $"Nov 24 11:00:00 a {Drop}",
            "Nov 24 11:00:01 b sshd[1]: hello",
            "Nov 24 11:00:05 a last message repeated 3 times",
            "Nov 24 11:00:06 b last message repeated 2 times",
            "Nov 24 11:00:09 a last message repeated 1 time");
        Assert.Equal(
            ["event x1", "other", "event x3 repeat", "other", "other", "event x1 repeat", "other"],
            calls.Select(Short));
        Assert.Contains(" 1795518005 ", calls[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Nov 24 11:00:00 ", "<4>Nov 24 11:00:05 ")]
    [InlineData("2026-11-24T11:00:00Z ", "2026-11-24T11:00:05Z ")]
    [InlineData("2026 Nov 24 11:00:00 ", "Tue 2026-11-24 11:00:05 UTC ")]
    public void ALogWithoutHostsRepeatsItsPreviousLine(string first, string second)
    {
        List<string> calls = Calls(first + Drop, "Nov 24 11:00:01 last x: hello", second + "last message repeated 3 times");
        Assert.Equal(["event x1", "other", "event x3 repeat", "other"], calls.Select(Short));
        Assert.Contains(" 1795518005 ", calls[2], StringComparison.Ordinal);
    }

    [Fact]
    public void ARepeatOfAnotherLineIsNone() => Assert.Equal(
        ["event x1", "other", "other"],
        Calls($"Nov 24 11:00:00 a {Drop}", "Nov 24 11:00:01 a sshd[1]: hello", "Nov 24 11:00:02 a last message repeated 3 times").Select(Short));

    [Fact]
    public void RsyslogQuotesTheLine() => Assert.Equal(
        ["event x4 repeat", "other"],
        Calls("Nov 24 11:00:00 a kernel: message repeated 4 times: [ [1.5] DROP IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.7 LEN=40 PROTO=TCP SPT=1 DPT=22 WINDOW=1]").Select(Short));

    [Theory]
    [InlineData("Nov 24 11:00:01 a app: last message repeated 3 times")]
    [InlineData("Nov 24 11:00:01 a last message repeated 3 times or so")]
    [InlineData("Nov 24 11:00:01 a last message repeated times")]
    [InlineData("Nov 24 11:00:01 last a message repeated 3 times")]
    [InlineData("Nov 24 11:00:01 a last message repeated 4294967296 times")]
    [InlineData("Nov 24 11:00:01 a last message repeated 0 times")]
    [InlineData("Nov 24 11:00:01 a app: message repeated 3 times: [ IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.7 LEN=40 PROTO=TCP SPT=1 DPT=22 WINDOW=1]")]
    public void OtherTextRepeatsNothing(string line) =>
        Assert.Equal(["event x1", "other"], Calls($"Nov 24 11:00:00 a {Drop}", line).Select(Short));

    [Fact]
    public void WithNothingBeforeItARepeatIsUnresolved() => Assert.Equal(
        ["unresolved", "other", "other", "unresolved", "other"],
        Calls("Nov 24 11:00:00 last message repeated 3 times", "Nov 24 11:00:00 b x: y", "Nov 24 11:00:00 c last message repeated 3 times").Select(Short));

    [Fact]
    public void TheReachIsTheWindowWhateverTheSegmentation()
    {
        // The line begins exactly a window before the repeat, then one byte further away.
        string first = $"Nov 24 11:00:00 a {Drop}\n";
        foreach (int extra in (int[])[0, 1])
        {
            string filler = "Nov 24 11:00:01 b x: " + new string('y', 65_536 - first.Length - 22 + extra) + "\n";
            byte[] input = Parse.Bytes(first + filler + "Nov 24 11:00:02 a last message repeated 7 times\n");
            List<string> whole = Parse.Whole(input, KernelKind.Scalar);
            Assert.Equal(extra == 0, whole.Any(c => c.Contains("x7", StringComparison.Ordinal)));
            Assert.Equal(whole, Parse.InPieces(input, [first.Length], KernelKind.Scalar));
            Assert.Equal(whole, Parse.InPieces(input, [first.Length, first.Length + filler.Length], KernelKind.Scalar));
        }
    }

    private static List<string> Calls(params string[] lines)
    {
        byte[] input = Parse.Bytes(string.Join('\n', lines) + "\n");
        List<string> scalar = Parse.Whole(input, KernelKind.Scalar);
        foreach (KernelKind kernel in BlockKernel.Available)
            Assert.Equal(scalar, Parse.Whole(input, kernel));
        return scalar;
    }

    private static string Short(string call)
    {
        string[] words = call.Split(' ');
        return words[0] == "event" ? $"event {words[4]}{(words[5] == "repeat" ? " repeat" : "")}" : words[0];
    }
}
