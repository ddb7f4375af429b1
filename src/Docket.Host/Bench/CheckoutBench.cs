using System.Diagnostics;
using System.Globalization;
using Docket.Application.Checkout;
using Docket.Application.Checkout.Simulated;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Domain.Stock;
using Docket.Host.Composition;
using Docket.Journal.Deciding;
using Docket.Journal.Processes;

namespace Docket.Host.Bench;

/// <summary>
/// Checkouts by both runtimes in the embedded journal: how many end, and how long taking one back takes. Stock and points
/// are real; payment, carrier and mail are simulated and answer at once, so that the engine is measured and not they.
/// </summary>
internal static class CheckoutBench
{
    private const int InFlight = 64;
    private const int Products = 512;

    public static async Task<CheckoutFigures> RunAsync(
        BenchDirectory place, BenchOptions options, CancellationToken cancellationToken)
    {
        var runs = new List<CheckoutRun>();
        foreach (var runtime in (ProcessRuntime[])[ProcessRuntime.Orchestrated, ProcessRuntime.Choreographed])
            runs.Add(await RunAsync(place, runtime, options.Time, cancellationToken));
        return new CheckoutFigures(InFlight, runs);
    }

    private static async Task<CheckoutRun> RunAsync(
        BenchDirectory place, ProcessRuntime runtime, TimeSpan time, CancellationToken cancellationToken)
    {
        var done = await MeasureAsync(place, runtime, SimulatedFaults.None, time, cancellationToken);
        var refused = await MeasureAsync(
            place, runtime, new SimulatedFaults { Refuses = "No carrier goes there." }, time, cancellationToken);
        return new CheckoutRun(
            runtime.ToString().ToLowerInvariant(), done.PerSecond, Latencies.Percentile(done.Whole, 0.5),
            Latencies.Percentile(done.Whole, 0.99), refused.PerSecond, Latencies.Percentile(refused.Back, 0.5),
            Latencies.Percentile(refused.Back, 0.99));
    }

    private static async Task<Measured> MeasureAsync(
        BenchDirectory place, ProcessRuntime runtime, SimulatedFaults carrier, TimeSpan time,
        CancellationToken cancellationToken)
    {
        await using var docket = EmbeddedDocket.Open(place.Next());
        await FillAsync(docket, cancellationToken);
        await using var running = new BenchSagas(docket, runtime, carrier);
        await using var ends = new SagaEnds(docket.Journal);
        await LoadAsync(docket, runtime, ends, "w", TimeSpan.FromSeconds(1), cancellationToken); // warms the code
        ends.Forget();
        var started = Stopwatch.GetTimestamp();
        var count = await LoadAsync(docket, runtime, ends, "m", time, cancellationToken);
        var perSecond = Math.Round(count / Stopwatch.GetElapsedTime(started).TotalSeconds);
        return new Measured(perSecond, ends.Whole(), ends.Back());
    }

    /// <summary>Always so many under way; each is begun when another one has ended.</summary>
    private static async Task<int> LoadAsync(
        EmbeddedDocket docket, ProcessRuntime runtime, SagaEnds ends, string prefix, TimeSpan time,
        CancellationToken cancellationToken)
    {
        var (started, count) = (Stopwatch.GetTimestamp(), 0);
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => Task.Run(RunAsync, cancellationToken)));
        return count;

        async Task RunAsync()
        {
            while (Stopwatch.GetElapsedTime(started) < time)
            {
                var number = Interlocked.Increment(ref count);
                var id = string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}");
                var ended = ends.Expect(id);
                await docket.Orders.ExecuteAsync(new OrderId(id), Order(number), new CommandContext(), cancellationToken);
                await docket.Sagas.StartAsync(
                    CheckoutProcesses.Checkout, id, InputOf(id, number), runtime, new CommandContext(), cancellationToken);
                await ended.WaitAsync(cancellationToken);
            }
        }
    }

    private static JsonText InputOf(string id, int number) => new CheckoutRequest(
        new OrderId(id), CustomerOf(number), "ada@example.org", new Currency("EUR"), new Money(2_500),
        [new CheckoutLine(SkuOf(number), 1), new CheckoutLine(SkuOf(number + (Products / 2)), 2)]).ToInput();

    private static PlaceOrder Order(int number) => new(
        CustomerOf(number), new Currency("EUR"),
        [
            new OrderLine(SkuOf(number), "Mug", 1, new Money(500)),
            new OrderLine(SkuOf(number + (Products / 2)), "Pot", 2, new Money(1_000)),
        ])
    {
        At = TimeProvider.System.GetUtcNow(),
    };

    private static CustomerId CustomerOf(int number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"c{number % 1_000}"));

    private static Sku SkuOf(int number) => new(string.Create(CultureInfo.InvariantCulture, $"p{number % Products}"));

    private static async Task FillAsync(EmbeddedDocket docket, CancellationToken cancellationToken)
    {
        for (var product = 0; product < Products; product++)
            await docket.Stock.ExecuteAsync(
                SkuOf(product), new ReceiveStock(1_000_000) { At = TimeProvider.System.GetUtcNow() }, new CommandContext(),
                cancellationToken);
    }

    private sealed record Measured(double PerSecond, List<double> Whole, List<double> Back);
}
