using Docket.Journal.Store;
using Docket.Kernel;

namespace Docket.Journal.Projections;

/// <summary>How events become the rows of one view: pure, so that a view can be thrown away and made again.</summary>
/// <remarks>
/// One shape serves rows of a stream (the key is the stream's id) and roll-ups (the key is, say, a day and a product).
/// The runner owns rows, checkpoint and time. Whatever these functions throw parks the event's stream, not the view.
/// </remarks>
/// <typeparam name="TKey">Names a row; compares by value.</typeparam>
/// <typeparam name="TRow">A row; immutable.</typeparam>
public interface IProjection<TKey, TRow>
    where TKey : notnull
    where TRow : class
{
    /// <summary>Names the view and its place on disk: lower-case letters, digits and hyphens.</summary>
    string Name { get; }

    /// <summary>Raised when rows or rules change: what was kept under an older one is thrown away and made again.</summary>
    int SchemaVersion { get; }

    /// <summary>The payload types it looks at; no other event is decoded for it.</summary>
    IReadOnlyCollection<Type> Handles { get; }

    /// <summary>The rows that an event touches, each once; none where it does not matter here.</summary>
    ValueList<TKey> KeysOf(RecordedEvent recorded);

    /// <summary>The row after one more event; null where there is no row (any more).</summary>
    TRow? Apply(TKey key, TRow? row, RecordedEvent recorded);
}
