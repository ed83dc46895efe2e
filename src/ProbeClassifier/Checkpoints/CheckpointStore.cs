using System;
using System.IO;

namespace ProbeClassifier.Checkpoints;

/// <summary>
/// The checkpoint and the one before it. At every moment one of the two is whole: the new one is on disk before the old one gets its second
/// name, and takes the first name only then.
/// </summary>
/// <typeparam name="T">What a checkpoint holds.</typeparam>
/// <param name="path">The present one.</param>
/// <param name="files">The disk.</param>
/// <param name="read">Bytes to what they hold: see <see cref="SealedReader"/> for what it throws.</param>
/// <param name="anew">What else is to be done to start anew; empty for nothing.</param>
internal sealed class CheckpointStore<T>(string path, ICheckpointFiles files, Func<byte[], T> read, string anew)
    where T : class
{
    private bool _presentIsBad;

    private string Previous => path + ".previous";

    private string Partial => path + ".partial";

    /// <summary>What the last follower left; null when there was none.</summary>
    /// <param name="warning">What is wrong with the present one, when the previous one is used; else null.</param>
    /// <exception cref="CheckpointException">There is one, and it cannot be used.</exception>
    public T? Load(out string? warning)
    {
        warning = null;
        T? loaded = TryLoad(path, out string? damage);
        if (loaded is not null)
            return loaded;
        bool presentIsThere = damage is not null;
        loaded = TryLoad(Previous, out string? previousDamage);
        if (loaded is not null)
        {
            _presentIsBad = presentIsThere;
            warning = presentIsThere
                ? $"is damaged ({damage}); the one before it, {Previous}, is used: what was read since is read again"
                : $"is not there, as when a write of it was broken off; the one before it, {Previous}, is used";
            return loaded;
        }

        if (!presentIsThere && previousDamage is null)
            return null;
        string present = presentIsThere ? $"is damaged ({damage})" : "is not there";
        string before = previousDamage is null ? "there is none before it" : $"the one before it is damaged too ({previousDamage})";
        throw new CheckpointException(
            $"{path} {present}, and {before}. Nothing was counted. Restore one of them from a backup; or move {path}, {Previous} away to start anew{anew}");
    }

    /// <summary>Puts a new one in the place of the present one, which becomes the previous one.</summary>
    /// <exception cref="IOException">The disk is full, or failed; the present one is as it was, or is the previous one.</exception>
    public void Save(ReadOnlySpan<byte> bytes)
    {
        files.Delete(Partial);
        try
        {
            files.WriteNew(Partial, bytes);
        }
        catch
        {
            // On a full disk half of it would take room for nothing.
            TryDelete(Partial);
            throw;
        }

        // A present one that is damaged must not push out the one before it, which is good.
        if (!_presentIsBad && files.Exists(path))
            files.Rename(path, Previous);
        files.Rename(Partial, path);
        _presentIsBad = false;
        files.FlushFolderOf(path);
    }

    private T? TryLoad(string file, out string? damage)
    {
        damage = null;
        try
        {
            byte[]? bytes = files.Read(file);
            return bytes is null ? null : read(bytes);
        }
        catch (InvalidDataException e)
        {
            damage = e.Message;
            return null;
        }
        catch (CheckpointException e)
        {
            throw new CheckpointException($"{file} {e.Message}");
        }
        catch (UnauthorizedAccessException)
        {
            throw new CheckpointException($"{file} cannot be read: no permission, or it is a directory. Run as the user who wrote it, or name another file");
        }
        catch (IOException e)
        {
            throw new CheckpointException($"{file} cannot be read: {e.Message}. Try again, or name another file");
        }
    }

    private void TryDelete(string file)
    {
        try
        {
            files.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next save tries again.
        }
    }
}
