using Docket.Journal.Projections.Rows;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Files.Views;

/// <summary>Keeps views in files: a directory a view, one in it a generation, and a pointer to the one that serves.</summary>
/// <remarks>One process at a time: whoever holds the journal's lock.</remarks>
public sealed class FileViewStorage : IViewStorage
{
    private readonly string _root;
    private readonly FileViewOptions _options;
    private readonly ILogger _logger;

    /// <summary>Keeps views under a directory, which is made when it is missing.</summary>
    public FileViewStorage(string directory, FileViewOptions options, ILogger logger) =>
        (_root, _options, _logger) = (Path.GetFullPath(directory), options, logger);

    /// <inheritdoc/>
    public OpenedRows Open(string view, int schemaVersion)
    {
        var directory = Directory.CreateDirectory(Path.Combine(_root, view)).FullName;
        var pointer = GenerationPointer.Read(directory);
        GenerationPointer.DeleteOthers(directory, pointer);
        if (pointer is null) return new OpenedRows(null, null, null);
        var rows = TryOpen(directory, pointer.Serving, schemaVersion, out var reason);
        var former = pointer.Former is { } number ? TryOpen(directory, number, schemaVersion, out _) : null;
        return new OpenedRows(rows, former, reason);
    }

    /// <inheritdoc/>
    public IRowStore? OpenToCheck(string view, int schemaVersion)
    {
        var directory = Path.Combine(_root, view);
        if (GenerationPointer.Read(directory) is not { } pointer) return null;
        return RowLog.OpenToCheck(GenerationPointer.PathOf(directory, pointer.Serving), schemaVersion, _logger);
    }

    /// <inheritdoc/>
    public IRowStore Create(string view, int schemaVersion)
    {
        var directory = Directory.CreateDirectory(Path.Combine(_root, view)).FullName;
        return RowLog.Create(GenerationPointer.NextIn(directory), schemaVersion, _options, _logger);
    }

    /// <inheritdoc/>
    public void Serve(string view, IRowStore rows)
    {
        var directory = Path.Combine(_root, view);
        var serving = GenerationPointer.NumberOf(((RowLog)rows).Directory);
        var before = GenerationPointer.Read(directory)?.Serving;
        new GenerationPointer(serving, before == serving ? null : before).Write(directory);
    }

    /// <inheritdoc/>
    public void Discard(IRowStore rows) => ((RowLog)rows).Delete();

    private RowLog? TryOpen(string directory, int generation, int schemaVersion, out string? whyNot)
    {
        var path = GenerationPointer.PathOf(directory, generation);
        try
        {
            whyNot = null;
            return RowLog.Open(path, schemaVersion, _options, _logger);
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException)
        {
            whyNot = failure.Message;
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
            return null;
        }
    }
}
