using Docket.Api.Json;
using Docket.Api.Operations;
using Docket.Host.Client;
using Docket.Host.Output;
using Docket.ReadModels.Operations;

namespace Docket.Host.Commands.Verifying;

/// <summary>Has views put right by who applies them: the running service, or this process where none runs.</summary>
internal static class ViewRepairs
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    /// <summary>Repairs them one after the other, and says of each how it ended.</summary>
    public static async Task<IReadOnlyDictionary<string, RepairDocument>> RunAsync(
        VerbContext verb, IReadOnlyList<string> views, CancellationToken cancellationToken) => await Source.AskOwnerAsync(
        verb,
        service => EachAsync(views, view => RemoteAsync(service, view, cancellationToken)),
        docket => EachAsync(views, view => LocalAsync(docket.Views.Operations, view, cancellationToken)),
        cancellationToken);

    private static async Task<Dictionary<string, RepairDocument>> EachAsync(
        IReadOnlyList<string> views, Func<string, Task<RepairDocument>> repair)
    {
        var done = new Dictionary<string, RepairDocument>(StringComparer.Ordinal);
        foreach (var view in views) done[view] = await repair(view);
        return done;
    }

    private static async Task<RepairDocument> RemoteAsync(
        ServiceClient service, string view, CancellationToken cancellationToken)
    {
        var path = "/ops/projections/" + Uri.EscapeDataString(view);
        var repair = await service.PostAsync(path + "/repair", ReplyJson.Plain.RepairDocument, cancellationToken);
        while (repair.EndedAt is null)
        {
            await Task.Delay(LookAgain, TimeProvider.System, cancellationToken);
            repair = (await service.GetAsync(path, ReplyJson.Plain.ViewDocument, cancellationToken)).Repair
                ?? throw new FailureException($"The service was started anew while {view} was repaired. Run it again.");
        }

        return repair;
    }

    private static async Task<RepairDocument> LocalAsync(
        IViewOperations views, string view, CancellationToken cancellationToken)
    {
        var repair = views.StartRepair(view);
        while (repair is { EndedAt: null })
        {
            await Task.Delay(LookAgain, TimeProvider.System, cancellationToken);
            repair = views.List().First(known => known.Name == view).Repair;
        }

        return RepairDocument.Of(repair!);
    }
}
