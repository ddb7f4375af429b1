using System.CommandLine;
using Docket.Api.Json;
using Docket.Api.Operations;
using Docket.Host.Client;
using Docket.Host.Output;
using Docket.ReadModels.Operations;

namespace Docket.Host.Commands.Projections;

/// <summary><c>docket projections rollback VIEW</c>.</summary>
internal static class RollBackCommand
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    public static Command Create()
    {
        var view = ProjectionsCommand.View();
        var command = new Command("rollback", "Bring back a view as it was before its last rebuild")
        {
            view, GlobalOptions.Url(), GlobalOptions.Key(),
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(VerbContext.Of(parsed), parsed.GetValue(view)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext verb, string view, CancellationToken cancellationToken)
    {
        var path = $"/ops/projections/{Uri.EscapeDataString(view)}/rollback";
        var reply = await Source.AskAsync(
            verb,
            service => service.PostAsync(path, ReplyJson.Plain.ViewDocument, cancellationToken),
            docket => LocalAsync(docket.Views.Operations, view, cancellationToken),
            cancellationToken);
        verb.Terminal.Show(reply, ReplyJson.Plain.ViewDocument, (console, shown) =>
            console.Profile.Out.Writer.WriteLine($"{shown.Name}: going back to what it was before its last rebuild"));
        return ExitCode.Done;
    }

    // The process ends with the verb, so it stays until the view is back.
    private static async Task<ViewDocument> LocalAsync(
        IViewOperations views, string view, CancellationToken cancellationToken)
    {
        var status = views.RollBack(view) ?? throw new FailureException(
            $"There is no view '{view}', or it has nothing to go back to. Nothing was changed.");
        while (status.Rebuild is { EndedAt: null })
        {
            await Task.Delay(LookAgain, TimeProvider.System, cancellationToken);
            status = views.List().First(known => known.Name == view);
        }

        return status.Rebuild is { State: "failed", Outcome: var why }
            ? throw new FailureException($"{view} did not go back: {why}")
            : ViewDocument.Of(status);
    }
}
