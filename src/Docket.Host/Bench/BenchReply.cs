namespace Docket.Host.Bench;

/// <summary>This machine's figures.</summary>
internal sealed record BenchReply(int Processors, AppendFigures? Append, ReplayFigures? Replay, LagFigures? Lag,
    HttpFigures? Http, CheckoutFigures? Checkout, WaitingFigures? Waiting);

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

/// <summary>Checkouts in the embedded journal, so many of them under way at any time.</summary>
internal sealed record CheckoutFigures(int InFlight, IReadOnlyList<CheckoutRun> Runs);

/// <summary>By one runtime.</summary>
/// <param name="Runtime">Which.</param>
/// <param name="CheckoutsPerSecond">Completed.</param>
/// <param name="P50Ms">From the beginning to the end of one.</param>
/// <param name="P99Ms">The same.</param>
/// <param name="TakenBackPerSecond">Where every carrier refuses: two steps done, and undone.</param>
/// <param name="TakeBackP50Ms">From the refusal to the end.</param>
/// <param name="TakeBackP99Ms">The same.</param>
internal sealed record CheckoutRun(
    string Runtime, double CheckoutsPerSecond, double P50Ms, double P99Ms, double TakenBackPerSecond, double TakeBackP50Ms,
    double TakeBackP99Ms);

/// <summary>Checkouts that wait for a time.</summary>
internal sealed record WaitingFigures(int Instances, IReadOnlyList<WaitingRun> Runs);

/// <summary>By one runtime.</summary>
/// <param name="Runtime">Which.</param>
/// <param name="BytesEach">Of the engine's memory for one, once they are taken over.</param>
/// <param name="Bytes">For all.</param>
/// <param name="PeakBytes">The most while they are taken over, garbage included.</param>
/// <param name="TakeOverSeconds">From the start of the engine until it holds all their timers.</param>
/// <param name="EventsEach">In the journal.</param>
internal sealed record WaitingRun(
    string Runtime, double BytesEach, long Bytes, long PeakBytes, double TakeOverSeconds, double EventsEach);
