using Docket.Journal.Store;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Changes;

/// <summary>Events of one or more transactions, as they were committed.</summary>
/// <param name="Events">In order, at least one.</param>
/// <param name="End">Where the last transaction ends in the write-ahead log.</param>
internal sealed record ChangePage(IReadOnlyList<RecordedEvent> Events, NpgsqlLogSequenceNumber End)
{
    /// <summary>The first event.</summary>
    public Position First => Events[0].Position;

    /// <summary>The last event.</summary>
    public Position Through => Events[^1].Position;
}
