using System.Text.Json;

namespace Docket.Journal.Files.Opening;

/// <summary>Holds a directory for one writer. The system lets go when the process ends, however it ends.</summary>
/// <remarks>
/// The owner is told in a file beside the locked one, because a locked file cannot be read everywhere.
/// </remarks>
internal sealed class StoreLock : IDisposable
{
    private const string LockName = "journal.lock";
    private const string OwnerName = "journal.owner";
    private readonly string _directory;
    private readonly FileStream _held;
    private LockOwner _owner;

    private StoreLock(string directory, FileStream held, LockOwner owner)
    {
        _directory = directory;
        _held = held;
        _owner = owner;
    }

    public static StoreLock Take(string directory, TimeProvider clock)
    {
        try
        {
            var held = new FileStream(
                Path.Combine(directory, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None,
                bufferSize: 1);
            var owner = new LockOwner(Environment.ProcessId, Environment.MachineName, clock.GetUtcNow(), null);
            var taken = new StoreLock(directory, held, owner);
            taken.WriteOwner();
            return taken;
        }
        catch (IOException failure)
            when (failure is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            throw new JournalInUseException(directory, OwnerOf(directory), failure);
        }
    }

    public static LockOwner? OwnerOf(string directory)
    {
        try
        {
            return JsonSerializer.Deserialize(
                File.ReadAllBytes(Path.Combine(directory, OwnerName)), LockOwnerJson.Default.LockOwner);
        }
        catch (Exception failure) when (failure is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Announce(string url)
    {
        _owner = _owner with { Url = url };
        WriteOwner();
    }

    public void Dispose()
    {
        File.Delete(Path.Combine(_directory, OwnerName));
        _held.Dispose();
    }

    private void WriteOwner()
    {
        var path = Path.Combine(_directory, OwnerName);
        File.WriteAllBytes(path + ".tmp", JsonSerializer.SerializeToUtf8Bytes(_owner, LockOwnerJson.Default.LockOwner));
        File.Move(path + ".tmp", path, overwrite: true);
    }
}
