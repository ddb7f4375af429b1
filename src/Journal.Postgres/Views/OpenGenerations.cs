namespace Docket.Journal.Postgres.Views;

/// <summary>The generations of one view that this process, its owner, has open.</summary>
internal sealed class OpenGenerations
{
    private readonly List<PostgresRows> _rows = [];

    public void Add(PostgresRows? rows)
    {
        if (rows is not null) _rows.Add(rows);
    }

    /// <summary>Forgets one; false where it is not among them, because it was replaced before.</summary>
    public bool Remove(PostgresRows rows) => _rows.Remove(rows);

    /// <summary>Follows what a swap did to the tables' names.</summary>
    public void Serve(PostgresRows rows)
    {
        if (rows.Role == GenerationRole.Shadow) _rows.RemoveAll(one => one.Role == GenerationRole.Former);
        foreach (var replaced in _rows.Where(one => one.Role == GenerationRole.Serving && one != rows))
            replaced.Role = GenerationRole.Former;
        rows.Role = GenerationRole.Serving;
    }
}
