using System.Diagnostics;
using Docket.Application.Orders;
using Docket.Application.Wire;
using Docket.Journal.Deciding;
using Docket.Journal.Postgres;
using Docket.Journal.Postgres.Bench;
using Docket.Journal.Postgres.Migrations;
using Docket.Journal.Store;
using Docket.ReadModels.Postgres.Bench;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.ReadModels.Engines.Bench;

/// <summary>Each of an engine's views made again from a journal in PostgreSQL, while commands go on.</summary>
internal static class UnderLoad
{
    public static async Task MeasureAsync(string connection, Engine engine, int orders, int perSecond)
    {
        var options = new PostgresStoreOptions { ConnectionString = connection };
        await new PostgresMigrator(options, NullLogger.Instance).MigrateAsync(CancellationToken.None);
        await using var store = await PostgresEventStore.OpenAsync(
            options, DocketCodec.Create(), TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        if (store.Head.Value == 0) await Filling.FillAsync(store, orders);
        foreach (var view in engine.Views) await MeasureAsync(store, engine, view, perSecond);
    }

    private static async Task MeasureAsync(PostgresEventStore store, Engine engine, string view, int perSecond)
    {
        await using var host = CatchingUp.HostOver(store);
        engine.Add(host, view);
        await host.StartAsync(CancellationToken.None);
        await host.Views[0].Watermark.WaitForAsync(store.Head, Timeout.InfiniteTimeSpan, CancellationToken.None);
        var orders = new OrderService(store, TimeProvider.System, new DeciderRunnerOptions(), null);
        using var rebuilt = new CancellationTokenSource();
        var commands = Paced.MeasureUntilAsync(perSecond, _ => Placing.PlaceAsync(orders), rebuilt.Token);
        var (events, clock) = (store.Head.Value, Stopwatch.StartNew());
        host.StartRebuild(view);
        await host.WaitForRebuildAsync(view, CancellationToken.None);
        var seconds = clock.Elapsed.TotalSeconds;
        await rebuilt.CancelAsync();
        var progress = host.RebuildOf(view)!;
        Console.WriteLine(FormattableString.Invariant(
            $"{view}: {events:N0} events rebuilt in {seconds:N1} s ({progress.Stage}, {Word(progress.Outcome)}); ")
            + FormattableString.Invariant($"commands at {perSecond}/s meanwhile: {await commands}"));
    }

    private static string? Word(string? outcome) => outcome?.Split(' ')[0];
}
