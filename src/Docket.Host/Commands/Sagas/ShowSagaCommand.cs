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
        var (id, at) = (SagasCommand.Id(), MomentOptions.At());
        var command = new Command("show", "Show a saga with each step, try, outcome and time")
        {
            id, at, GlobalOptions.Url(), GlobalOptions.Key(),
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            VerbContext.Of(parsed), parsed.GetValue(id)!, MomentOptions.Read(parsed.GetValue(at), null, null).At,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        VerbContext verb, string id, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        var path = "/ops/sagas/" + Uri.EscapeDataString(id)
            + (at is { } moment ? "?at=" + Uri.EscapeDataString(Rfc3339.Text(moment)) : "");
        var reply = await Source.AskAsync(
            verb,
            service => service.GetAsync(path, ReplyJson.Plain.SagaReply, cancellationToken),
            async docket => SagaId.IsValid(id)
                && await new SagaReader(docket.Sagas).FindAsync(id, at, cancellationToken) is { } saga
                    ? saga
                    : throw new FailureException($"No saga '{id}' is known{(at is null ? "" : " by then")}."),
            cancellationToken);
        verb.Terminal.Show(reply, ReplyJson.Plain.SagaReply, SagaTable.Draw);
        return ExitCode.Done;
    }
}
