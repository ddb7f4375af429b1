using System.CommandLine;
using Docket.Api.Json;
using Docket.Api.Operations;
using Docket.Host.Client;
using Docket.Host.Output;

namespace Docket.Host.Commands.Projections;

/// <summary><c>docket projections rollback VIEW</c>.</summary>
internal static class RollBackCommand
{
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
            docket =>
                Task.FromResult(ViewDocument.Of(docket.Views.Operations.RollBack(view) ?? throw new FailureException(
                $"There is no view '{view}', or it has nothing to go back to. Nothing was changed."))),
            cancellationToken);
        verb.Terminal.Show(reply, ReplyJson.Plain.ViewDocument, (console, shown) =>
            console.Profile.Out.Writer.WriteLine($"{shown.Name}: going back to what it was before its last rebuild"));
        return ExitCode.Done;
    }
}
