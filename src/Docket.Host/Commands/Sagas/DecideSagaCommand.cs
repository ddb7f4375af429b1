using System.CommandLine;
using Docket.Api.Json;
using Docket.Api.Sagas;
using Docket.Host.Client;
using Docket.Host.Composition;
using Docket.Host.Output;
using Docket.Journal.Deciding;
using Docket.Journal.Processes.Deciding;

namespace Docket.Host.Commands.Sagas;

/// <summary><c>docket sagas resume|skip|compensate ID</c>.</summary>
internal static class DecideSagaCommand
{
    public static Command Create(string verb, string description, PersonsChoice choice)
    {
        var id = SagasCommand.Id();
        var command = new Command(verb, $"For a saga that waits for a person. {description}")
        {
            id, GlobalOptions.Url(), GlobalOptions.Key(),
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (context, saga) = (VerbContext.Of(parsed), parsed.GetValue(id)!);
            var reply = await Source.AskAsync(
                context,
                service => service.PostAsync(
                    $"/ops/sagas/{Uri.EscapeDataString(saga)}/{verb}", ReplyJson.Plain.SagaReply, cancellationToken),
                docket => DecideAsync(docket, saga, choice, cancellationToken),
                cancellationToken);
            context.Terminal.Show(reply, ReplyJson.Plain.SagaReply, SagaTable.Draw);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<SagaReply> DecideAsync(
        EmbeddedDocket docket, string id, PersonsChoice choice, CancellationToken cancellationToken)
    {
        if (!SagaId.IsValid(id)) throw new FailureException($"No saga '{id}' is known.");
        var by = new CommandContext { Actor = "operator" };
        return await docket.Sagas.DecideAsync(id, choice, null, by, cancellationToken) switch
        {
            CommandOutcome<ProcessRejection>.Done => (await new SagaReader(docket.Sagas).FindAsync(id, cancellationToken))!,
            CommandOutcome<ProcessRejection>.Rejected no => throw new FailureException($"{no.Reason.Title} Nothing was changed."),
            var other => throw new FailureException($"Nothing was changed: {other}"),
        };
    }
}
