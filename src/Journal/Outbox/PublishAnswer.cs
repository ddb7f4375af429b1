namespace Docket.Journal.Outbox;

/// <summary>What a publisher has taken of a batch: events from its beginning, as durable as the place makes them.</summary>
/// <param name="Acknowledged">So many of the first events.</param>
/// <param name="Refusal">
/// Why the event after those was refused; null when all were taken. Nothing behind it was published: its partition waits
/// for it.
/// </param>
public sealed record PublishAnswer(int Acknowledged, string? Refusal = null);
