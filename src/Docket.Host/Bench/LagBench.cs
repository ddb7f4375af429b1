using System.Diagnostics;
using System.Globalization;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Host.Composition;
using Docket.Host.Output;
using Docket.Journal.Deciding;
using Docket.ReadModels.Reading;

namespace Docket.Host.Bench;

/// <summary>1,000 commands a second, each followed by a read that insists on it.</summary>
internal static class LagBench
{
    private const int CommandsPerSecond = 1_000;
    private static readonly OrderLine Line = new(new Sku("mug-blue"), "Blue mug", 2, new Money(1250));

    public static async Task<LagFigures> RunAsync(BenchDirectory place, BenchOptions options,
        CancellationToken cancellationToken)
    {
        await using var docket = EmbeddedDocket.Open(place.Next());
        await docket.StartViewsAsync(cancellationToken);
        await SendAsync(docket, "w", TimeSpan.FromSeconds(0.5), cancellationToken); // warms the code
        var started = Stopwatch.GetTimestamp();
        var sorted = await SendAsync(docket, "l", options.Time, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new LagFigures(
            Math.Round(sorted.Count / seconds), Latencies.Percentile(sorted, 0.5), Latencies.Percentile(sorted, 0.99),
            sorted.Count);
    }

    /// <summary>Sends by the clock and not by the answers, as customers do.</summary>
    private static async Task<List<double>> SendAsync(
        EmbeddedDocket docket, string prefix, TimeSpan time, CancellationToken cancellationToken)
    {
        var (started, underWay) = (Stopwatch.GetTimestamp(), new List<Task<double>>());
        while (Stopwatch.GetElapsedTime(started) is var elapsed && elapsed < time)
        {
            for (var due = (int)(elapsed.TotalSeconds * CommandsPerSecond); underWay.Count < due;)
            {
                var id = new OrderId(string.Create(CultureInfo.InvariantCulture, $"{prefix}{underWay.Count}"));
                underWay.Add(Task.Run(() => VisibleAsync(docket, id, cancellationToken), cancellationToken));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
        }

        List<double> sorted = [.. await Task.WhenAll(underWay)];
        sorted.Sort();
        return sorted;
    }

    private static async Task<double> VisibleAsync(EmbeddedDocket docket, OrderId id,
        CancellationToken cancellationToken)
    {
        var asked = Stopwatch.GetTimestamp();
        var command = new PlaceOrder(null, new Currency("EUR"), [Line]) { At = TimeProvider.System.GetUtcNow() };
        if (await docket.Orders.ExecuteAsync(id, command, new CommandContext(), cancellationToken)
            is not CommandOutcome<OrderRejection>.Done done) throw new FailureException(
                "An order of the bench was refused.");
        var answer = await docket.Views.OrderSummaries.FindAsync(
            id, new Freshness(done.Position, TimeSpan.FromSeconds(10)), cancellationToken);
        return answer.Stale ? throw new FailureException("A view of the bench stood still.")
            : Latencies.MsSince(asked);
    }
}
