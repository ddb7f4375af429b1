namespace Docket.Journal.Files.Storage;

/// <summary>A directory of the file system.</summary>
internal sealed class DirectoryStorage(string directory) : IStorage
{
    public string Describe(string name) => Path.Combine(directory, name);

    public IReadOnlyList<string> List() =>
        Directory.Exists(directory)
            ? [.. Directory.EnumerateFiles(directory).Select(path => Path.GetFileName(path))]
            : [];

    public bool Exists(string name) => File.Exists(Describe(name));

    public IStorageFile Open(string name) =>
        new DiskFile(File.OpenHandle(Describe(name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite));

    public IStorageFile OpenRead(string name) =>
        new DiskFile(
            File.OpenHandle(Describe(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    public void Rename(string from, string to) => File.Move(Describe(from), Describe(to), overwrite: true);

    public void Delete(string name) => File.Delete(Describe(name));

    public void FlushNames()
    {
        // Windows keeps names durable by itself and refuses to open a directory.
        if (OperatingSystem.IsWindows()) return;
        LinuxCalls.FlushDirectory(directory);
    }
}
