using System;
using System.IO;

namespace ProbeClassifier.Checkpoints;

/// <summary>Keeps a second process off a checkpoint, by a lock that ends with the process however that ends.</summary>
internal sealed class CheckpointLock : IDisposable
{
    private readonly FileStream _file;

    private CheckpointLock(FileStream file) => _file = file;

    /// <exception cref="CheckpointException">Another process has it, or it cannot be made.</exception>
    public static CheckpointLock Take(string checkpoint)
    {
        string path = checkpoint + ".lock";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            return new CheckpointLock(new FileStream(path, options));
        }
        catch (DirectoryNotFoundException)
        {
            throw new CheckpointException($"{checkpoint} cannot be used: its folder is not there. Make it, or name another file");
        }
        catch (UnauthorizedAccessException)
        {
            throw new CheckpointException($"{checkpoint} cannot be used: no permission to make {path}. Name a file in a folder that you may write to");
        }
        catch (IOException e)
        {
            throw new CheckpointException(File.Exists(path)
                ? $"{checkpoint} is in use by another process, which holds {path}. Stop it, or name another file"
                : $"{checkpoint} cannot be used: {path} cannot be made: {e.Message}");
        }
    }

    public void Dispose() => _file.Dispose();
}
