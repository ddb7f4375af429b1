using System.CommandLine;
using Docket.Api.Json;
using Docket.Api.Sagas;
using Docket.Host.Client;
using Docket.Host.Output;

namespace Docket.Host.Commands.Sagas;

/// <summary><c>docket sagas show ID</c>.</summary>
internal static class ShowSagaCommand
{
    public static Command Create()
    {
        var id = SagasCommand.Id();
        var command = new Command("show", "Show a saga with each step, try, outcome and time")
        {
            id, GlobalOptions.Url(), GlobalOptions.Key(),
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(VerbContext.Of(parsed), parsed.GetValue(id)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext verb, string id, CancellationToken cancellationToken)
    {
        var reply = await Source.AskAsync(
            verb,
            service => service.GetAsync("/ops/sagas/" + Uri.EscapeDataString(id), ReplyJson.Plain.SagaReply, cancellationToken),
            async docket => SagaId.IsValid(id) && await new SagaReader(docket.Sagas).FindAsync(id, cancellationToken) is { } saga
                ? saga
                : throw new FailureException($"No saga '{id}' is known."),
            cancellationToken);
        verb.Terminal.Show(reply, ReplyJson.Plain.SagaReply, SagaTable.Draw);
        return ExitCode.Done;
    }
}
