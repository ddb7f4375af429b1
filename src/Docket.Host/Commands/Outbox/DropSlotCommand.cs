using System.CommandLine;
using Docket.Host.Output;

namespace Docket.Host.Commands.Outbox;

/// <summary><c>docket outbox drop-slot</c>: after the last relay went back to polling.</summary>
internal static class DropSlotCommand
{
    public static Command Create()
    {
        var command = new Command(
            "drop-slot", "Drop the change stream's slot once no relay follows it: the server keeps WAL for it");
        command.SetAction((parsed, cancellationToken) => RunAsync(VerbContext.OfLocal(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext verb, CancellationToken cancellationToken)
    {
        await OutboxAccess.RunAsync(verb, async outbox =>
        {
            await outbox.DropSlotAsync(slotName: null, cancellationToken);
            return true;
        });
        verb.Terminal.Show(new DropSlotReply(true), HostJson.Plain.DropSlotReply, (console, _) =>
            console.Profile.Out.Writer.WriteLine("no slot is kept for the relay"));
        return ExitCode.Done;
    }
}

/// <summary>That no slot is left.</summary>
internal sealed record DropSlotReply(bool Dropped);
