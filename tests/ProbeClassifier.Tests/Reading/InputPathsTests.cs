using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using ProbeClassifier.Reading;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Reading;

/// <summary>Paths to files: what is listed, in which order, and what never is.</summary>
public sealed class InputPathsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public InputPathsTests()
    {
        foreach (string name in (string[])["b.log", "a.log", "B.log", "sub/c.log", "sub/deep/d.txt", ".hidden/e.log", ".f.log"])
            _folder.Write(name, "x\n");
        _folder.Write("empty.log", string.Empty);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "B.log a.log b.log sub/c.log sub/deep/d.txt")]
    [InlineData("sub", "sub/c.log sub/deep/d.txt")]
    [InlineData("*.log", "B.log a.log b.log")]
    [InlineData("?.log", "B.log a.log b.log")]
    [InlineData("*/*.log", "sub/c.log")]
    [InlineData("*/c.*", "sub/c.log")]
    [InlineData("**", "B.log a.log b.log sub/c.log sub/deep/d.txt")]
    [InlineData("**/*.txt", "sub/deep/d.txt")]
    [InlineData("**/deep/**/*", "sub/deep/d.txt")]
    [InlineData("**/**/*.txt", "sub/deep/d.txt")]
    [InlineData(".*", ".f.log")]
    [InlineData(".*/*.log", ".hidden/e.log")]
    [InlineData("empty.log", "empty.log")]
    [InlineData("e*.log", "")]
    [InlineData("not-there", "not-there")]
    public void A_path_means_these_files_in_this_order(string path, string expected) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), List(path));

    [Fact]
    public void A_file_comes_once_and_where_it_came_first()
    {
        Assert.Equal(["b.log", "B.log", "a.log"], List("b.log", "*.log", "sub/../a.log"));
        Assert.Equal(["-"], InputPaths.Expand(["-", "-"], out _));
    }

    [SkippableFact]
    public void A_link_names_the_file_again_and_a_loop_of_directories_ends()
    {
        Skip.If(OperatingSystem.IsWindows(), "links are those of Unix");
        File.CreateSymbolicLink(_folder.At("sub/link.log"), _folder.At("a.log"));
        Directory.CreateSymbolicLink(_folder.At("sub/loop"), _folder.Path);
        Assert.Equal(["B.log", "a.log", "b.log", "sub/c.log", "sub/deep/d.txt"], List(string.Empty));
        Assert.Equal(["sub/link.log"], List("sub/link.log", "a.log"));
    }

    [SkippableFact]
    public void A_file_of_several_names_comes_once()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux tells a file's place on disk");
        Directory.CreateSymbolicLink(_folder.At("again"), _folder.At("sub"));
        Assert.Equal(["sub/c.log"], List("sub/c.log", "again/c.log"));
        Assert.Equal(["sub/c.log", "sub/deep/d.txt"], List("sub", "again"));
        Assert.Equal(["again/deep/d.txt", "sub/c.log"], List("again/deep", "sub"));
        using (Process link = Process.Start("/usr/bin/ln", [_folder.At("a.log"), _folder.At("second.log")]))
            link.WaitForExit();
        Assert.Equal(["second.log", "b.log"], List("second.log", "a.log", "b.log"));
        _folder.Write("same-text.log", "x\n");
        Assert.Equal(["a.log", "same-text.log", "gone.log"], List("a.log", "same-text.log", "gone.log", "gone.log"));
    }

    [SkippableFact]
    public void A_pipe_is_listed_only_by_its_own_name()
    {
        Skip.IfNot(File.Exists("/usr/bin/mkfifo"), "needs mkfifo(1)");
        using (Process make = Process.Start("/usr/bin/mkfifo", _folder.At("sub/pipe")))
            make.WaitForExit();
        Assert.DoesNotContain("sub/pipe", List(string.Empty));
        Assert.Equal(["sub/pipe"], List("sub/pipe"));
    }

    [Theory]
    [InlineData("*.nothing", "matches no file")]
    [InlineData("no/*.log", "matches no file")]
    public void A_pattern_without_a_match_is_a_failure(string pattern, string message)
    {
        Assert.Empty(InputPaths.Expand([_folder.At(pattern)], out IReadOnlyList<InputFailure> failures));
        Assert.Equal(_folder.At(pattern), failures.Single().Path);
        Assert.StartsWith(message, failures.Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_path_at_all_is_a_failure()
    {
        Assert.Empty(InputPaths.Expand([string.Empty], out IReadOnlyList<InputFailure> failures));
        Assert.Single(failures);
    }

    private string[] List(params string[] paths)
    {
        IReadOnlyList<string> files = InputPaths.Expand(paths.Select(_folder.At), out IReadOnlyList<InputFailure> failures);
        Assert.Empty(failures);
        return [.. files.Select(f => Path.GetRelativePath(_folder.Path, f))];
    }
}
