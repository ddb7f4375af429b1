using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;

namespace Docket.Journal.Projections.Running;

/// <summary>The rows that a page of events has touched so far, before any of them is written.</summary>
internal sealed class PageChanges<TKey, TRow>(IProjection<TKey, TRow> projection, Func<TKey, RowBefore<TRow>> load)
    where TKey : notnull
    where TRow : class
{
    private readonly Dictionary<TKey, RowChange<TRow>> _changes = [];
    private readonly List<(TKey Key, RowChange<TRow> Change, TRow? After)> _pending = [];

    public IReadOnlyDictionary<TKey, RowChange<TRow>> Changes => _changes;

    /// <summary>Applies one event to all its rows, or to none of them when the projection throws.</summary>
    public void Apply(RecordedEvent recorded)
    {
        _pending.Clear();
        foreach (var key in projection.KeysOf(recorded))
        {
            if (!_changes.TryGetValue(key, out var change))
            {
                var before = load(key);
                _changes[key] = change = new RowChange<TRow>(before) { After = before.Row };
            }

            _pending.Add((key, change, projection.Apply(key, change.After, recorded)));
        }

        foreach (var (_, change, after) in _pending) change.After = after;
    }

    public void Clear() => _changes.Clear();
}

/// <summary>A row as it was before the page, with its bytes, which its hash is taken of.</summary>
internal readonly record struct RowBefore<TRow>(TRow? Row, byte[]? Bytes);

/// <summary>What a page does to one row.</summary>
internal sealed class RowChange<TRow>(RowBefore<TRow> before)
    where TRow : class
{
    public RowBefore<TRow> Before { get; } = before;

    public TRow? After { get; set; }
}
