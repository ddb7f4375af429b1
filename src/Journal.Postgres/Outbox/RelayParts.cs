using Docket.Journal.Outbox;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Postgres.Outbox;

/// <summary>What the lanes of one relay work with.</summary>
internal sealed record RelayParts(
    OutboxRelayOptions Options, OutboxTable Table, IPublisher Publisher, RelayMembership Membership,
    OutboxStream Stream, AppendSignal Signal, RelayMeter Meter, TimeProvider Clock, ILogger Logger);
