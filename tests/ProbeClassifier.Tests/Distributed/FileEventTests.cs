using System.IO;
using ProbeClassifier.Distributed.Files;
using ProbeClassifier.Outputs;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Distributed;

public sealed class FileEventTests
{
    [Theory]
    [InlineData(EventFormat.Ndjson)]
    [InlineData(EventFormat.Ecs)]
    [InlineData(EventFormat.Ocsf)]
    [InlineData(EventFormat.Cef)]
    public void An_event_that_a_crash_cut_off_anywhere_is_taken_away(EventFormat format)
    {
        using var folder = new TemporaryFolder();
        string line = BatchHandler.Write(format, Tests.Cli.CliLines.Telnet, 7, System.DateTimeOffset.UnixEpoch);
        for (int cut = 1; cut < line.Length; cut++)
        {
            string path = folder.Write("events", line + line[..cut]);
            FileEventPublisher.OpenFile(path).Dispose();
            Assert.Equal(line, File.ReadAllText(path));
        }
    }

    [Theory]
    [InlineData("notes of somebody")]
    [InlineData("{\"id\": 7}")]
    [InlineData("a line\nand half a line")]
    [InlineData("{\"id\":\"1\"}\n[")]
    public void What_is_no_event_is_refused_and_stays(string content)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("events", content);
        Assert.Contains("no event of a worker", Assert.Throws<IOException>(() => FileEventPublisher.OpenFile(path)).Message, System.StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(path));
    }
}
