using System;
using System.Buffers;
using System.Linq;
using System.Text;
using System.Text.Json;
using ProbeClassifier.Outputs;
using ProbeClassifier.Text;

namespace ProbeClassifier.Tests.Outputs;

public sealed class InvisibleCharacterTests
{
    [Fact]
    public void Of_all_characters_of_the_basic_plane_only_shown_ones_stand_as_they_are_and_all_come_back()
    {
        string all = string.Concat(Enumerable.Range(0, 0x10000).Where(c => !char.IsSurrogate((char)c)).Select(c => (char)c));
        var output = new ArrayBufferWriter<byte>();
        using (var line = new JsonLine())
        {
            line.Begin(output);
            line.WriteName("a"u8, Encoding.UTF8.GetBytes(all));
            line.End(output);
        }

        string written = Encoding.UTF8.GetString(output.WrittenSpan).TrimEnd('\n');
        Assert.Equal(all, JsonDocument.Parse(written).RootElement.GetProperty("a").GetString());
        string hidden = string.Join(' ', written.EnumerateRunes().Where(r => r.Value != '\\' && !TerminalText.IsShown(r)).Select(r => FormattableString.Invariant($"U+{r.Value:X4}")));
        Assert.True(hidden.Length == 0, hidden);
        Assert.Contains('\u00fc', written);
        Assert.Contains('\u4e2d', written);
    }
}
