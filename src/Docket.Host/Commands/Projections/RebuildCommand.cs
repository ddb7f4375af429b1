using System.CommandLine;
using Docket.Api.Json;
using Docket.Api.Operations;
using Docket.Host.Client;
using Docket.Host.Output;
using Docket.ReadModels.Operations;
using Spectre.Console;

namespace Docket.Host.Commands.Projections;

/// <summary><c>docket projections rebuild VIEW</c>: starts it, and stays until it is swapped in.</summary>
internal static class RebuildCommand
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    public static Command Create()
    {
        var view = ProjectionsCommand.View();
        var command = new Command("rebuild", "Build a view anew beside the live one, and swap it in")
        {
            view, GlobalOptions.Url(), GlobalOptions.Key(),
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(VerbContext.Of(parsed), parsed.GetValue(view)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext verb, string view, CancellationToken cancellationToken)
    {
        var done = await Source.AskAsync(
            verb,
            service => RemoteAsync(service, view, cancellationToken),
            docket => LocalAsync(docket.Views.Operations, view, cancellationToken),
            cancellationToken);
        verb.Terminal.Show(done, ReplyJson.Plain.RebuildDocument, (console, shown) => Draw(console, view, shown));
        return done.State == "failed" ? ExitCode.Failed : ExitCode.Done;
    }

    private static async Task<RebuildDocument> RemoteAsync(ServiceClient service, string view,
        CancellationToken cancellationToken)
    {
        var path = "/ops/projections/" + Uri.EscapeDataString(view);
        var rebuild = await service.PostAsync(path + "/rebuild", ReplyJson.Plain.RebuildDocument, cancellationToken);
        while (rebuild.EndedAt is null)
        {
            await Task.Delay(LookAgain, TimeProvider.System, cancellationToken);
            rebuild = (await service.GetAsync(path, ReplyJson.Plain.ViewDocument, cancellationToken)).Rebuild
                ?? rebuild;
        }

        return rebuild;
    }

    private static async Task<RebuildDocument> LocalAsync(IViewOperations views, string view,
        CancellationToken cancellationToken)
    {
        var rebuild = views.StartRebuild(view) ?? throw new FailureException(
            $"There is no view '{view}'. There are {string.Join(", ", views.List().Select(known => known.Name))}.");
        while (rebuild.EndedAt is null)
        {
            await Task.Delay(LookAgain, TimeProvider.System, cancellationToken);
            rebuild = views.List().First(known => known.Name == view).Rebuild ?? rebuild;
        }

        return RebuildDocument.Of(rebuild);
    }

    private static void Draw(IAnsiConsole console, string view, RebuildDocument rebuild)
    {
        var seconds = (rebuild.EndedAt!.Value - rebuild.StartedAt).TotalSeconds;
        console.WriteLine(
            $"{view}: {rebuild.State} at position {Figures.Count(rebuild.Position)} after {Figures.Seconds(seconds)}");
        if (rebuild.Outcome is { } outcome) console.WriteLine("  " + outcome);
    }
}
