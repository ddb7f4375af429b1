using Docket.Journal.Outbox;

namespace Docket.Journal.Postgres.Outbox;

/// <summary>A message as it was read, with the partition it is in.</summary>
internal readonly record struct OutboxRow(int Partition, OutgoingEvent Event);
