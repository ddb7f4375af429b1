using System.Globalization;
using Docket.Host.Composition;

namespace Docket.Host.Bench;

/// <summary>A place for a bench's files that goes away with it.</summary>
internal sealed class BenchDirectory : IDisposable
{
    private readonly string _path;
    private int _next;

    private BenchDirectory(string path) => _path = path;

    public static BenchDirectory Under(string directory)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"bench-{Environment.ProcessId}");
        return new BenchDirectory(Directory.CreateDirectory(Path.Combine(directory, name)).FullName);
    }

    /// <summary>A new, empty data directory.</summary>
    public DataDirectory Next() =>
        new(Directory.CreateDirectory(Path.Combine(_path, (_next++).ToString(CultureInfo.InvariantCulture))).FullName);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
