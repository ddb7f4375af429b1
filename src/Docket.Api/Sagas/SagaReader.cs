using Docket.Journal.Processes;
using Docket.Journal.Store;

namespace Docket.Api.Sagas;

/// <summary>Reads sagas from the journal itself: always right.</summary>
public sealed class SagaReader(ProcessService processes)
{
    /// <summary>The most sagas in one list.</summary>
    public const int ListMax = 1_000;

    /// <summary>One saga with its log; null where there is none.</summary>
    public ValueTask<SagaReply?> FindAsync(string id, CancellationToken cancellationToken) =>
        FindAsync(id, null, cancellationToken);

    /// <summary>One saga as it stood at a time, with its log until then; null where there was none.</summary>
    /// <param name="id">Which.</param>
    /// <param name="at">Up to the first event after it; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<SagaReply?> FindAsync(string id, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        var events = new List<RecordedEvent>();
        await foreach (var recorded in processes.ReadLogAsync(id, cancellationToken))
        {
            if (at is { } moment && recorded.Metadata.OccurredAt > moment) break;
            events.Add(recorded);
        }

        return events.Count == 0 ? null : SagaReply.Of(events);
    }

    /// <summary>Sagas of a status, or all; the last started first.</summary>
    public async ValueTask<SagasReply> ListAsync(string? status, CancellationToken cancellationToken)
    {
        var sagas = await processes.ListAsync(
            saga => status is null || saga.Status == status || (status == SagasReply.Waiting && saga.WaitsFor is not null),
            ListMax, cancellationToken);
        return new SagasReply([.. sagas.Select(SagaDocument.Of)]);
    }
}

/// <summary>Many sagas.</summary>
/// <param name="Sagas">The last started first; 1,000 at most.</param>
public sealed record SagasReply(IReadOnlyList<SagaDocument> Sagas)
{
    /// <summary>In place of a status: those that wait for a person, whatever their status.</summary>
    public const string Waiting = "waiting_for_person";
}

/// <summary>One saga in a list.</summary>
/// <param name="SagaId">Which.</param>
/// <param name="Process">What it runs.</param>
/// <param name="ProcessVersion">The version it runs on.</param>
/// <param name="Status">How it stands.</param>
/// <param name="WaitsForPerson">What a person has to decide; null where nobody has to.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="ChangedAt">When its status last changed.</param>
public sealed record SagaDocument(
    string SagaId, string Process, int ProcessVersion, string Status, string? WaitsForPerson, DateTime StartedAt,
    DateTime ChangedAt)
{
    internal static SagaDocument Of(ProcessSummary saga) => new(
        saga.Id, saga.Definition, saga.Version, saga.Status, saga.WaitsFor, saga.StartedAt.UtcDateTime,
        saga.ChangedAt.UtcDateTime);
}
