using System;
using System.IO;
using System.Linq;
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

    [Fact]
    public async Task What_killed_workers_left_half_written_goes_with_the_old_snapshots_and_not_what_is_newer()
    {
        using var folder = new TemporaryFolder();
        var store = new FileSnapshotStore(folder.Path);
        foreach (long position in (long[])[100, 200, 300])
            await store.PutAsync(Name with { Position = position }, "text"u8.ToArray(), default);
        string of = Path.GetDirectoryName(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories)[0])!;
        foreach (string left in (string[])["00000000000000000099", "00000000000000000150", "00000000000000000250"])
            File.WriteAllText(Path.Combine(of, left + ".snapshot.1.1.partial"), "te");
        await store.RemoveAsync(Name with { Position = 100 }, default);
        Assert.Equal(["00000000000000000150.snapshot.1.1.partial", "00000000000000000250.snapshot.1.1.partial"], Left());
        await store.RemoveAsync(Name with { Position = 200 }, default);
        Assert.Equal(["00000000000000000250.snapshot.1.1.partial"], Left());
        Assert.Equal(Name with { Position = 300 }, Assert.Single(await store.ListAsync(Name.Family, Name.Partition, default)));

        string[] Left() => [.. Array.ConvertAll(Directory.GetFiles(of, "*.partial"), f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];
    }
}
