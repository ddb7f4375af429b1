namespace Docket.Host.Bench;

/// <summary>This machine's figures.</summary>
internal sealed record BenchReply(int Processors, AppendFigures? Append, ReplayFigures? Replay, LagFigures? Lag,
    HttpFigures? Http);

/// <summary>Durable appends of one event each.</summary>
/// <param name="EventBytes">Payload and metadata of one event.</param>
/// <param name="ReferencePerSecond">The same bytes, one write and one fdatasync each, by one writer.</param>
/// <param name="Runs">By number of writers.</param>
internal sealed record AppendFigures(int EventBytes, double ReferencePerSecond, IReadOnlyList<AppendRun> Runs);

/// <summary>One number of writers, each of which waits for its answer before it appends again.</summary>
internal sealed record AppendRun(int Writers, double EventsPerSecond, double P50Ms, double P99Ms,
    double TimesReference);

/// <summary>Reading the journal from the start.</summary>
/// <param name="Events">How many.</param>
/// <param name="EventsPerSecond">Read, checked and decoded, on one core.</param>
/// <param name="RawDecodePerSecond">The same payloads decoded from memory.</param>
/// <param name="Share">The first over the second.</param>
internal sealed record ReplayFigures(int Events, double EventsPerSecond, double RawDecodePerSecond, double Share);

/// <summary>From a command's answer to its effect in the order's view.</summary>
internal sealed record LagFigures(double CommandsPerSecond, double P50Ms, double P99Ms, int Commands);

/// <summary>Durable <c>POST /orders</c> over keep-alive connections, the load generator on the same machine.</summary>
internal sealed record HttpFigures(int Connections, double CommandsPerSecond, double P50Ms, double P99Ms,
    long Failures);
