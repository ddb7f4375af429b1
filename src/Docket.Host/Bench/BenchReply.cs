namespace Docket.Host.Bench;

/// <summary>This machine's figures.</summary>
internal sealed record BenchReply(int Processors, AppendFigures? Append, ReplayFigures? Replay, LagFigures? Lag,
    HttpFigures? Http);

/// <summary>Durable appends of one event each.</summary>
/// <param name="EventBytes">Payload and metadata of one event.</param>
/// <param name="StoredBytes">What one such event takes in the journal's files.</param>
/// <param name="ReferencePerSecond">The same payload, one write and one flush each, by one writer.</param>
/// <param name="SequentialPerSecond">Events whose stored bytes go to disk by 1 MiB writes, each flushed.</param>
/// <param name="Runs">By number of writers.</param>
internal sealed record AppendFigures(
    int EventBytes, double StoredBytes, double ReferencePerSecond, double SequentialPerSecond,
    IReadOnlyList<AppendRun> Runs);

/// <summary>One number of writers, each of which waits for its answer before it appends again.</summary>
internal sealed record AppendRun(int Writers, double EventsPerSecond, double P50Ms, double P99Ms,
    double TimesReference);

/// <summary>Reading a journal of eight event types from the start.</summary>
/// <param name="Events">How many.</param>
/// <param name="EventsPerSecond">Read, checked and decoded, on one core.</param>
/// <param name="RawDecodePerSecond">The same payloads decoded from memory.</param>
/// <param name="Share">The first over the second.</param>
/// <param name="TwoCoresPerSecond">Read, checked and decoded by two pages at a time, given out in order.</param>
/// <param name="TwoCoresTimes">That over one core's rate.</param>
/// <param name="ThreeOfEightPerSecond">Events passed where a reader wants three of the eight types.</param>
internal sealed record ReplayFigures(
    int Events, double EventsPerSecond, double RawDecodePerSecond, double Share, double TwoCoresPerSecond,
    double TwoCoresTimes, double ThreeOfEightPerSecond);

/// <summary>From asking a command to reading its effect in the order's view, durable in between.</summary>
internal sealed record LagFigures(double CommandsPerSecond, double P50Ms, double P99Ms, int Commands);

/// <summary>Durable <c>POST /orders</c> over keep-alive connections, the load generator on the same machine.</summary>
internal sealed record HttpFigures(int Connections, double CommandsPerSecond, double P50Ms, double P99Ms,
    long Failures);
