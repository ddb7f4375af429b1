using Docket.Journal.Postgres.Outbox;

namespace Docket.Host.Composition.Publishing;

/// <summary>How a process publishes the outbox.</summary>
/// <param name="Target">Where to.</param>
/// <param name="Engine">How it finds what is new.</param>
/// <param name="LeaseLength">How long a dead relay's partitions wait for another one.</param>
internal sealed record RelaySettings(PublishTarget Target, RelayEngine Engine, TimeSpan LeaseLength);
