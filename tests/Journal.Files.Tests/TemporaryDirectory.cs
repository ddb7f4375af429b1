namespace Docket.Journal.Files.Tests;

/// <summary>A directory that is there for one test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("docket-journal-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
