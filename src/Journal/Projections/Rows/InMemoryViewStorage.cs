namespace Docket.Journal.Projections.Rows;

/// <summary>Keeps views in this process's memory only.</summary>
public sealed class InMemoryViewStorage : IViewStorage
{
    /// <inheritdoc/>
    public OpenedRows Open(string view, int schemaVersion) => new(null, null, null);

    /// <inheritdoc/>
    public IRowStore? OpenToCheck(string view, int schemaVersion) => null;

    /// <inheritdoc/>
    public IRowStore Create(string view, int schemaVersion) => new InMemoryRowStore();

    /// <inheritdoc/>
    public void Serve(string view, IRowStore rows)
    {
        // Which generation serves is told by who holds it; there is no disk to tell it to.
    }

    /// <inheritdoc/>
    public void Discard(IRowStore rows) => rows.Dispose();
}
