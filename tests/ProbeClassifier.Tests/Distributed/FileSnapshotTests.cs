using System;
using System.IO;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;
using ProbeClassifier.Distributed.Files;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Distributed;

public sealed class FileSnapshotTests
{
    private static readonly SnapshotName Name = new("00000000000000aa", "/var/log/fw.log", 4711);

    [Fact]
    public async Task Only_their_owner_reads_snapshots()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TemporaryFolder();
        Assert.True(await new FileSnapshotStore(folder.At("a/state")).PutAsync(Name, "text of the log"u8.ToArray(), default));
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(Owner, File.GetUnixFileMode(Assert.Single(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories))));
        string[] folders = Directory.GetDirectories(folder.Path, "*", SearchOption.AllDirectories);
        Assert.Equal(4, folders.Length);
        foreach (string one in folders)
            Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(one));
    }
}
