using System.Collections.Generic;
using System.Linq;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ProbeClassifier.Tests.Generators;

/// <summary>A text of log lines; it shrinks by losing lines, then bytes, so that a failure is short enough to read.</summary>
/// <param name="Lines">Latin-1 characters, no LF.</param>
internal sealed record LogText(IReadOnlyList<string> Lines)
{
    public byte[] Bytes => Encoding.Latin1.GetBytes(string.Concat(Lines.Select(line => line + "\n")));

    public override string ToString() => string.Join('\n', Lines.Select(Oracle.OracleComparison.Printable));
}

/// <summary>FsCheck's way into the generators: a seed makes the text, so the replay that FsCheck prints makes it again.</summary>
internal static class LogArbitraries
{
    public static Arbitrary<LogText> LogText() => Arb.From(
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from count in Gen.Choose(1, 40)
        from isHostile in Gen.Elements(true, false)
        select Make(seed, count, isHostile),
        Shrink);

    private static LogText Make(int seed, int count, bool isHostile)
    {
        var lines = new LogLines(seed, isFar: true);
        return new([.. Enumerable.Range(0, count).SelectMany(_ =>
        {
            byte[] line = Encoding.Latin1.GetBytes(lines.Next());
            return Encoding.Latin1.GetString(isHostile ? lines.Mutate(line) : line).Split('\n');
        })]);
    }

    private static IEnumerable<LogText> Shrink(LogText text)
    {
        int count = text.Lines.Count;
        if (count > 1)
        {
            yield return new([.. text.Lines.Take(count / 2)]);
            yield return new([.. text.Lines.Skip(count / 2)]);
            for (int i = 0; i < count; i++)
                yield return new([.. text.Lines.Where((_, at) => at != i)]);
        }
        else
        {
            string line = text.Lines[0];
            for (int i = 0; i < line.Length; i++)
                yield return new([line.Remove(i, 1)]);
        }
    }
}
