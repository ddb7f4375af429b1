using System.CommandLine;
using Docket.Api.Json;
using Docket.Api.Orders;
using Docket.Host.Output;

namespace Docket.Host.Commands;

/// <summary><c>docket state ORDER</c>: the order as it is, or as it was.</summary>
internal static class StateCommand
{
    public static Command Create()
    {
        var (order, at, knownAt) = (MomentOptions.Order(), MomentOptions.At(), MomentOptions.KnownAt());
        var version = new Option<string?>("--version")
        {
            Description = "Only events up to this version",
            HelpName = "N",
        };
        var command = new Command("state", "Show an order as it is, or as it was at a moment") { order, at, knownAt,
            version, GlobalOptions.Postgres };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            VerbContext.OfLocal(parsed), parsed.GetValue(order)!,
            MomentOptions.Read(parsed.GetValue(at), parsed.GetValue(knownAt), parsed.GetValue(version)),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext verb, string order, Moment moment,
        CancellationToken cancellationToken)
    {
        var id = MomentOptions.ReadOrder(order);
        await using var opened = await verb.Place.OpenToReadAsync(cancellationToken);
        var answer = await new OrderReader(opened.Journal).FoldAsync(id, moment, cancellationToken);
        if (answer.Value is not { } found)
        {
            throw new FailureException(moment == Moment.Now
                ? $"No order '{order}' is known in {verb.Place.Name}."
                : $"No event of order '{order}' {moment.InWords()} is known in {verb.Place.Name}.");
        }

        verb.Terminal.Show(OrderReply.Of(found, answer), ReplyJson.Plain.OrderReply, OrderTable.Draw);
        return ExitCode.Done;
    }
}
