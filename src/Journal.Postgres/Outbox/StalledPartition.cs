using Docket.Journal.Store;

namespace Docket.Journal.Postgres.Outbox;

/// <summary>A partition that waits because the publisher refuses its next event.</summary>
/// <param name="Partition">Which one.</param>
/// <param name="Position">The refused event's.</param>
/// <param name="Since">When it was refused first.</param>
/// <param name="Tries">How often since.</param>
/// <param name="Reason">What the publisher said last.</param>
/// <param name="Id">The message's id.</param>
/// <param name="AggregateType">Of what kind of aggregate.</param>
/// <param name="AggregateId">Of which one.</param>
/// <param name="Type">The public event's type.</param>
public sealed record StalledPartition(
    int Partition, Position Position, DateTimeOffset Since, int Tries, string Reason, Guid Id, string AggregateType,
    string AggregateId, string Type);
