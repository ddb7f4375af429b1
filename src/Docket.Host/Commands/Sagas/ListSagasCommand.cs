using System.CommandLine;
using Docket.Api.Json;
using Docket.Api.Sagas;
using Docket.Host.Client;
using Docket.Host.Output;
using Spectre.Console;

namespace Docket.Host.Commands.Sagas;

/// <summary><c>docket sagas list</c>.</summary>
internal static class ListSagasCommand
{
    public static Command Create()
    {
        var status = new Option<string?>("--status")
        {
            Description = "Only sagas of this status, or waiting_for_person",
            HelpName = "STATUS",
        };
        var command = new Command("list", "List sagas, the last started first")
        {
            status, GlobalOptions.Url(), GlobalOptions.Key(),
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(VerbContext.Of(parsed), parsed.GetValue(status), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext verb, string? status, CancellationToken cancellationToken)
    {
        var query = status is null ? "" : "?status=" + Uri.EscapeDataString(status);
        var reply = await Source.AskAsync(
            verb,
            service => service.GetAsync("/ops/sagas" + query, ReplyJson.Plain.SagasReply, cancellationToken),
            docket => new SagaReader(docket.Sagas).ListAsync(status, cancellationToken).AsTask(),
            cancellationToken);
        verb.Terminal.Show(reply, ReplyJson.Plain.SagasReply, Draw);
        return ExitCode.Done;
    }

    private static void Draw(IAnsiConsole console, SagasReply reply)
    {
        var table = Figures.Table(
            ("saga", false), ("process", false), ("status", false), ("started", false), ("changed", false),
            ("waits for", false));
        foreach (var saga in reply.Sagas)
            table.Row(
                saga.SagaId, $"{saga.Process} v{saga.ProcessVersion}", saga.Status, Figures.ShortTime(saga.StartedAt),
                Figures.ShortTime(saga.ChangedAt), saga.WaitsForPerson ?? "");
        console.Write(table);
    }
}
