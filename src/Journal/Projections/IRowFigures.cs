namespace Docket.Journal.Projections;

/// <summary>
/// What a view keeps in memory beside its rows: totals, or an index. It is never stored; it follows from the rows and is
/// kept level by the difference that each change of a row makes.
/// </summary>
/// <remarks>Called by one thread at a time; the view guards it.</remarks>
public interface IRowFigures<in TKey, in TRow>
    where TKey : notnull
    where TRow : class
{
    /// <summary>Takes in that a row changed.</summary>
    /// <param name="key">Which row.</param>
    /// <param name="before">Null where there was none.</param>
    /// <param name="after">Null where there is none any more.</param>
    void Change(TKey key, TRow? before, TRow? after);
}

/// <summary>For views whose rows say it all.</summary>
public sealed class NoFigures<TKey, TRow> : IRowFigures<TKey, TRow>
    where TKey : notnull
    where TRow : class
{
    /// <inheritdoc/>
    public void Change(TKey key, TRow? before, TRow? after)
    {
    }
}
