using Docket.Api.Replicas;
using Docket.Application.Wire;
using Docket.Journal.Postgres;
using Docket.Journal.Postgres.Views;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.ReadModels;
using Docket.ReadModels.Postgres;
using Microsoft.Extensions.Logging;

namespace Docket.Host.Composition.Replicas;

/// <summary>
/// Views on the standby: the tables that a projector keeps on the primary, as they are there; those that are kept in no
/// table are made in memory from the standby's journal.
/// </summary>
internal sealed class ReplicaViews : IAsyncDisposable
{
    private readonly DocketViews _views;
    private readonly PostgresViewStorage _tables;

    private ReplicaViews(DocketViews views, PostgresViewStorage tables) => (_views, _tables) = (views, tables);

    public ReplicaReports Reports => new(_views.Revenue, _views.ProductSales, _views.Analytics);

    public static async Task<ReplicaViews> OpenAsync(
        ReplicaOptions options, PostgresStoreOptions reach, PostgresEventStore journal, ILogger logger,
        CancellationToken cancellationToken)
    {
        // No signal reaches a standby, so it is looked at as often as its journal is.
        var following = new PostgresViewOptions { Applies = false, LookInterval = reach.StandbyPollInterval };
        var tables = new PostgresViewStorage(reach, following, PostgresViews.Tables, TimeProvider.System, logger);
        var views = DocketViews.Create(
            journal, DocketCodec.Create(), new InMemoryViewStorage(), options.Primary.EngineOf(tables),
            new ViewHostOptions { Clock = TimeProvider.System, Logger = logger });
        var opened = new ReplicaViews(views, tables);
        try
        {
            await views.StartAsync(cancellationToken);

            // What is in tables says itself how far it is; what is in memory knows nothing at first.
            if (options.Primary.Views.HasLocal) await views.WaitForAsync(journal.Head, cancellationToken);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _views.DisposeAsync();
        await _tables.DisposeAsync();
    }
}
