using Docket.Application.Wire;
using Docket.Domain.Shared;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Redis;
using Docket.Journal.Redis.Views;
using Docket.ReadModels.Operations;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.Reading;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.ReadModels.Redis.Tests.Given;

/// <summary>One process: order summaries in Redis, the other views in its memory.</summary>
internal sealed class RedisDesk : IAsyncDisposable
{
    private readonly RedisViewStorage _storage;

    private RedisDesk(RedisViewStorage storage, DocketViews views) => (_storage, Views) = (storage, views);

    public DocketViews Views { get; }

    public ViewStatus Status => Views.Operations.List().Single(view => view.Name == ViewNames.OrderSummary);

    public static async Task<RedisDesk> OpenAsync(RedisShop shop, RedisViewOptions options)
    {
        var storage = new RedisViewStorage(options, RedisViews.Layouts, TimeProvider.System, NullLogger.Instance);
        var (redis, local) = (new RedisViews(storage), new LocalViews());
        var views = DocketViews.Create(
            shop.Store, DocketCodec.Create(), new InMemoryViewStorage(),
            view => view == ViewNames.OrderSummary ? redis : local,
            new ViewHostOptions
            {
                Clock = TimeProvider.System,
                Logger = NullLogger.Instance,
                Parking = new ParkingPolicy { FirstDelay = TimeSpan.Zero },
            });
        await views.StartAsync(RedisShop.Token);
        return new RedisDesk(storage, views);
    }

    public ValueTask<Answer<OrderSummary?>> FindAsync(string order, Freshness freshness) =>
        Views.OrderSummaries.FindAsync(new OrderId(order), freshness, RedisShop.Token);

    /// <summary>Rebuilds it and waits for the end.</summary>
    public async Task RebuildAsync()
    {
        Assert.NotNull(Views.Operations.StartRebuild(ViewNames.OrderSummary));
        while (Status.Rebuild?.EndedAt is null) await Task.Yield();
    }

    public async Task<ViewFinding> VerifyAsync() =>
        (await Views.VerifyAsync(5, RedisShop.Token)).Single(finding => finding.View == ViewNames.OrderSummary);

    public async ValueTask DisposeAsync()
    {
        await Views.DisposeAsync();
        await _storage.DisposeAsync();
    }
}
