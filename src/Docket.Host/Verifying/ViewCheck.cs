using Docket.Api.Json;
using Docket.Api.Operations;
using Docket.Application.Wire;
using Docket.Host.Client;
using Docket.Host.Commands;
using Docket.Journal.Files;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.ReadModels;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Host.Verifying;

/// <summary>Makes every view anew in memory and compares it with the one that serves, at the same position.</summary>
internal static class ViewCheck
{
    /// <summary>While a service writes, the two are rarely at the same place: so often it is tried.</summary>
    private const int Tries = 5;

    public static Task<IReadOnlyList<CheckedView>> RunAsync(VerbContext verb, CancellationToken cancellationToken) => Source.AskAsync(
        verb,
        service => AgainstAsync(
            verb, async () => (await service.GetAsync("/ops/projections", ReplyJson.Plain.ProjectionsReply, cancellationToken)).Projections,
            cancellationToken),
        docket => AgainstAsync(
            docket.Journal, () => Task.FromResult(ProjectionsReply.Of(docket.Views.Operations, docket.Journal.Head).Projections),
            cancellationToken),
        cancellationToken);

    private static async Task<IReadOnlyList<CheckedView>> AgainstAsync(
        VerbContext verb, Func<Task<IReadOnlyList<ViewDocument>>> serving, CancellationToken cancellationToken)
    {
        await using var journal = verb.Data.OpenReadOnly();
        return await AgainstAsync(journal, serving, cancellationToken);
    }

    private static async Task<IReadOnlyList<CheckedView>> AgainstAsync(
        FileEventStore journal, Func<Task<IReadOnlyList<ViewDocument>>> serving, CancellationToken cancellationToken)
    {
        await using var anew = DocketViews.Create(
            journal, DocketCodec.Create(), new InMemoryViewStorage(),
            new ViewHostOptions { Clock = TimeProvider.System, Logger = NullLogger.Instance });
        await anew.StartAsync(cancellationToken);
        IReadOnlyList<CheckedView> compared = [];
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            await anew.WaitForAsync(journal.Head, cancellationToken);
            var live = await serving();
            var fresh = ProjectionsReply.Of(anew.Operations, journal.Head).Projections;
            compared = [.. live.Zip(fresh, CheckedView.Of)];
            if (compared.All(view => view.Note is null)) break;
        }

        return compared;
    }
}

/// <summary>One view against the journal.</summary>
/// <param name="Name">Which.</param>
/// <param name="Position">How far it is.</param>
/// <param name="Rows">What it holds.</param>
/// <param name="Difference">What differs from the view made anew; null where nothing does.</param>
/// <param name="Note">Why it could not be compared, or what an operator should know; else null.</param>
internal sealed record CheckedView(string Name, long Position, long Rows, string? Difference, string? Note)
{
    public static CheckedView Of(ViewDocument serving, ViewDocument anew)
    {
        var checkedView = new CheckedView(serving.Name, serving.Watermark, serving.Rows, null, null);
        if (serving.Watermark != anew.Watermark)
            return checkedView with { Note = $"not compared: it moves (at {serving.Watermark}, anew at {anew.Watermark})" };
        if (serving.Hash == anew.Hash && serving.Rows == anew.Rows) return checkedView;
        var parked = serving.ParkedKeys > 0 ? $"; {serving.ParkedKeys} keys are parked" : "";
        return checkedView with
        {
            Difference = $"{serving.Rows} rows with hash {serving.Hash}, anew {anew.Rows} rows with hash {anew.Hash}{parked}",
        };
    }
}
