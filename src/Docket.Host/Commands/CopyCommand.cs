using System.CommandLine;
using System.Text.Json.Serialization;
using Docket.Host.Composition.Copying;
using Docket.Host.Composition.Stores;
using Docket.Host.Output;
using Spectre.Console;

namespace Docket.Host.Commands;

/// <summary><c>docket copy --from STORE --to STORE</c>: a journal from one store into another.</summary>
internal static class CopyCommand
{
    public static Command Create()
    {
        var from = new Option<string>("--from")
        {
            Description = "The journal to copy: files:DIR or postgres:CONN (postgres: alone is DOCKET_POSTGRES)",
            HelpName = "STORE",
            Required = true,
        };
        var to = new Option<string>("--to") { Description = "Where to copy it", HelpName = "STORE", Required = true };
        var command = new Command("copy",
            "Copy a journal, positions kept; broken off and run again, it goes on") { from, to };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            VerbContext.OfLocal(parsed).Terminal, CopyPlace.Parse("--from", parsed.GetValue(from)!),
            CopyPlace.Parse("--to", parsed.GetValue(to)!), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal, CopyPlace from, CopyPlace to, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var reply = from is CopyPlace.InFiles source && to is CopyPlace.InFiles target
            ? DirectoryCopy.Run(source.Data, target.Data, cancellationToken)
            : await StoreCopy.RunAsync(from, to, cancellationToken);
        await ReadBackAsync(to.Place, cancellationToken);
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        terminal.Show(reply with { Seconds = Math.Round(seconds, 3) }, HostJson.Plain.CopyReply, Draw);
        return ExitCode.Done;
    }

    /// <summary>What is copied is copied as it is, damage too; a copy that cannot be read is no copy.</summary>
    private static async Task ReadBackAsync(JournalPlace copy, CancellationToken cancellationToken)
    {
        await using var journal = await copy.OpenToReadAsync(cancellationToken);
        var found = await journal.VerifyAsync(cancellationToken);
        if (found.Problems is [var problem, ..]) throw new FailureException($"The copy is no whole journal: {problem}");
    }

    private static void Draw(IAnsiConsole console, CopyReply reply)
    {
        var output = console.Profile.Out.Writer;
        var what = reply.Bytes is { } bytes
            ? $"{Figures.Count(bytes)} bytes, {Figures.Count(reply.BytesWritten ?? 0)} of them copied now"
            : $"{Figures.Count(reply.EventsWritten ?? 0)} events and {Figures.Count(reply.CommandsWritten ?? 0)} command "
                + "keys copied now";
        output.WriteLine(
            $"{reply.To} holds the journal of {reply.From} up to position {Figures.Count(reply.Events)}: {what}, "
            + $"in {Figures.Seconds(reply.Seconds)}");
        if (reply.Hash is { } hash) output.WriteLine($"  read back and equal: sha256 {hash}");
        if (reply.Next is { } next) output.WriteLine("  " + next);
    }
}

/// <summary>What a copy did. Between directories bytes are copied; between other stores events and command keys.</summary>
/// <param name="From">The source.</param>
/// <param name="To">The target.</param>
/// <param name="Events">Events in both.</param>
/// <param name="Seconds">How long it took, reading back included.</param>
internal sealed record CopyReply(string From, string To, long Events, double Seconds)
{
    /// <summary>Events that were not there before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? EventsWritten { get; init; }

    /// <summary>Command keys in both.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Commands { get; init; }

    /// <summary>Command keys that were not there before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? CommandsWritten { get; init; }

    /// <summary>SHA-256 over all events in both, in order.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Hash { get; init; }

    /// <summary>Bytes of the journal.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Bytes { get; init; }

    /// <summary>Bytes that were not there before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? BytesWritten { get; init; }

    /// <summary>What is still to be done.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Next { get; init; }
}
