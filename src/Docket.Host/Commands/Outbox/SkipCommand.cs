using System.CommandLine;
using Docket.Host.Output;
using Docket.Journal.Store;

namespace Docket.Host.Commands.Outbox;

/// <summary><c>docket outbox skip POSITION --why TEXT</c>.</summary>
internal static class SkipCommand
{
    public static Command Create()
    {
        var position = new Argument<long>("position")
        {
            Description = "The refused event, as `outbox stalled` names it",
            HelpName = "POSITION",
        };
        var why = new Option<string>("--why")
        {
            Description = "Why consumers are never to hear of it; it is kept with the skip",
            HelpName = "TEXT",
            Required = true,
        };
        var command = new Command("skip", "Never publish a refused event, and go on with its partition") { position, why };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            VerbContext.OfLocal(parsed), parsed.GetValue(position), parsed.GetValue(why)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        VerbContext verb, long position, string why, CancellationToken cancellationToken)
    {
        if (position < 1) throw new UsageException("A position is a whole number from 1.");
        if (string.IsNullOrWhiteSpace(why)) throw new UsageException("--why wants a reason.");
        var skipped = await OutboxAccess.RunAsync(verb, outbox => outbox.SkipAsync(
            new Position(position), Environment.UserName, why, cancellationToken));
        if (!skipped)
            throw new FailureException(
                $"No partition waits for the event at {position}. `docket outbox stalled` lists those that do.");
        verb.Terminal.Show(new SkipReply(position), HostJson.Plain.SkipReply, (console, shown) =>
            console.Profile.Out.Writer.WriteLine($"the event at {shown.Skipped} will not be published"));
        return ExitCode.Done;
    }
}

/// <summary>What was left out.</summary>
internal sealed record SkipReply(long Skipped);
