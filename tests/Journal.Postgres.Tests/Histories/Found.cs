using Docket.Journal.Outbox;
using Docket.Journal.Store;

namespace Docket.Journal.Postgres.Tests.Histories;

/// <summary>What is there when a run is over, to be held against what was asked and told.</summary>
/// <param name="Journal">Every event.</param>
/// <param name="Outbox">Every row of the outbox; a run that is checked keeps published ones.</param>
/// <param name="Published">What consumers got, repeats too, in the order they got it.</param>
internal sealed record Found(
    IReadOnlyList<RecordedEvent> Journal, IReadOnlyList<OutboxRow> Outbox, IReadOnlyList<OutgoingEvent> Published);
