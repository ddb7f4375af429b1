using Docket.Application.Orders;
using Docket.Application.Wire;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Deciding;
using Docket.Journal.Postgres;
using Docket.Journal.Postgres.Bench;
using Docket.Journal.Postgres.Views;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.Reading;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.ReadModels.Postgres.Bench;

/// <summary>
/// From asking a command until its effect is read: in the order summary and, where there is a standby, as the order's
/// status there.
/// </summary>
internal static class Visible
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    public static async Task MeasureAsync(
        PostgresEventStore store, PostgresStoreOptions options, int perSecond, string? replica)
    {
        await using var storage = new PostgresViewStorage(
            options, new PostgresViewOptions(), PostgresViews.Tables, TimeProvider.System, NullLogger.Instance);
        await using var host = new ViewHost(
            store, DocketCodec.Create(), new InMemoryViewStorage(),
            new ViewHostOptions { Clock = TimeProvider.System, Logger = NullLogger.Instance });
        var summaries = new PostgresViews(storage).AddOrderSummaries(host);
        await host.StartAsync(CancellationToken.None);
        await host.Views[0].Watermark.WaitForAsync(store.Head, Timeout.InfiniteTimeSpan, CancellationToken.None);
        var orders = ServiceOver(store);
        await SayAsync(
            "order summary", perSecond, async _ => await SeeAsync(summaries, await Placing.PlaceAsync(orders)));
        if (replica is null) return;
        await using var standby = await PostgresEventStore.OpenAsync(
            options with { ConnectionString = replica }, DocketCodec.Create(), TimeProvider.System,
            NullLogger.Instance, CancellationToken.None);
        var shown = ServiceOver(standby);
        await SayAsync(
            "status on the standby", perSecond,
            async _ => await SeeAsync(standby, shown, await Placing.PlaceAsync(orders)));
    }

    private static OrderService ServiceOver(PostgresEventStore store) =>
        new(store, TimeProvider.System, new DeciderRunnerOptions { CachedStatesMax = 0 }, null);

    private static async Task SayAsync(string what, int perSecond, Func<int, Task> work) =>
        Console.WriteLine($"{$"{what}, {perSecond}/s",-48} {await Paced.MeasureAsync(perSecond, Duration, work)}");

    private static async Task SeeAsync(IOrderSummaryQuery summaries, (OrderId Id, Position Position) placed)
    {
        var answer = await summaries.FindAsync(
            placed.Id, new Freshness(placed.Position, TimeSpan.FromSeconds(10)), CancellationToken.None);
        if (answer.Stale || answer.Value is null) throw new InvalidOperationException("The view stood still.");
    }

    // As the service does: what the standby shows is asked there first, and where that is not enough, its signal is
    // waited for.
    private static async Task SeeAsync(
        PostgresEventStore standby, OrderService shown, (OrderId Id, Position Position) placed)
    {
        var visible = await standby.ReadHeadAsync(CancellationToken.None);
        if (!visible.IsStandby) throw new InvalidOperationException("The replica is no standby.");
        if (visible.Position < placed.Position)
            await standby.WaitForAppendAsync(new Position(placed.Position.Value - 1), CancellationToken.None);
        if (await shown.LoadAsync(placed.Id, CancellationToken.None) is { Stage: OrderStage.None })
            throw new InvalidOperationException("The standby does not show what it said it shows.");
    }
}
