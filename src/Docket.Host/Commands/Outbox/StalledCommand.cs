using System.CommandLine;
using Docket.Host.Output;
using Spectre.Console;

namespace Docket.Host.Commands.Outbox;

/// <summary><c>docket outbox stalled</c>: what the publisher refuses, and what waits for it.</summary>
internal static class StalledCommand
{
    public static Command Create()
    {
        var command = new Command("stalled", "List the events that the publisher refuses; their partitions wait");
        command.SetAction((parsed, cancellationToken) => RunAsync(VerbContext.OfLocal(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext verb, CancellationToken cancellationToken)
    {
        var stalled = await OutboxAccess.RunAsync(verb, outbox => outbox.ListStalledAsync(cancellationToken));
        var reply = new StalledReply([.. stalled.Select(one => new StalledEvent(
            one.Position.Value, one.Partition, one.AggregateId, one.Type, one.Since.UtcDateTime, one.Tries, one.Reason))]);
        verb.Terminal.Show(reply, HostJson.Plain.StalledReply, Draw);
        return ExitCode.Done;
    }

    private static void Draw(IAnsiConsole console, StalledReply reply)
    {
        if (reply.Stalled.Count == 0)
        {
            console.WriteLine("Nothing is refused.");
            return;
        }

        var table = Figures.Table(
            ("position", true), ("partition", true), ("aggregate", false), ("type", false), ("since", false),
            ("tries", true), ("refused because", false));
        foreach (var one in reply.Stalled)
            table.Row(
                Figures.Count(one.Position), Figures.Count(one.Partition), one.AggregateId, one.Type,
                Figures.ShortTime(one.Since), Figures.Count(one.Tries), one.Reason);
        console.Write(table);
    }
}

/// <summary>Everything that is refused.</summary>
internal sealed record StalledReply(IReadOnlyList<StalledEvent> Stalled);

/// <summary>One event that the publisher refuses.</summary>
internal sealed record StalledEvent(
    long Position, int Partition, string AggregateId, string Type, DateTime Since, int Tries, string Reason);
