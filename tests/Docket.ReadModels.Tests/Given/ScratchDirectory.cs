using Docket.Journal.Files.Views;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.ReadModels.Tests.Given;

/// <summary>A directory for one test, gone with it.</summary>
internal sealed class ScratchDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("docket-views-").FullName;

    public FileViewStorage Storage(FileViewOptions? options = null) =>
        new(Path, options ?? new FileViewOptions(), NullLogger.Instance);

    /// <summary>The one file of this kind in it, wherever it is.</summary>
    public string Find(string pattern) =>
        Assert.Single(Directory.GetFiles(Path, pattern, SearchOption.AllDirectories));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
