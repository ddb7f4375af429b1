using System.CommandLine;
using Docket.Api.Json;
using Docket.Api.Orders;
using Docket.Host.Output;
using Spectre.Console;

namespace Docket.Host.Commands;

/// <summary><c>docket history ORDER</c>: what happened to an order, and what each event changed.</summary>
internal static class HistoryCommand
{
    public static Command Create()
    {
        var (order, at, knownAt) = (MomentOptions.Order(), MomentOptions.At(), MomentOptions.KnownAt());
        var command = new Command("history", "Tell everything that happened to an order, and what each event changed")
        {
            order, at, knownAt, GlobalOptions.Postgres,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            VerbContext.OfLocal(parsed), parsed.GetValue(order)!,
            MomentOptions.Read(parsed.GetValue(at), parsed.GetValue(knownAt), null), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext verb, string order, Moment moment,
        CancellationToken cancellationToken)
    {
        var id = MomentOptions.ReadOrder(order);
        await using var opened = await verb.Place.OpenToReadAsync(cancellationToken);
        var history = await new OrderReader(opened.Journal).HistoryAsync(id, moment, cancellationToken)
            ?? throw new FailureException($"No order '{order}' is known in {verb.Place.Name}.");
        verb.Terminal.Show(history, ReplyJson.Plain.HistoryReply, HistoryTable.Draw);
        return ExitCode.Done;
    }
}
