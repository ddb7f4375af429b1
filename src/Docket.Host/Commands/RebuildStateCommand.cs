using System.CommandLine;
using Docket.Host.Composition.Stores;
using Docket.Host.Output;
using Docket.Journal.Store;
using Docket.Postgres.Rebuilding;
using Spectre.Console;

namespace Docket.Host.Commands;

/// <summary><c>docket db rebuild-state</c>: makes the tables of current state anew from the events.</summary>
internal static class RebuildStateCommand
{
    public static Command Create()
    {
        var check = new Option<bool>("--check") { Description = "Only compare; exit 1 if anything differs" };
        var command = new Command(
            "rebuild-state", "Make orders, order_items and payments anew from the events, and say what differed")
        {
            check, GlobalOptions.Postgres,
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(VerbContext.OfLocal(parsed), parsed.GetValue(check), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext verb, bool check, CancellationToken cancellationToken)
    {
        var place = PostgresPlace.Of(verb.Place);
        var report = await place.CompareStateAsync(swap: !check, cancellationToken);
        verb.Terminal.Show(
            new RebuildStateReply(place.Name, report.At.Value, report.Equal, report.Swapped, report.Tables),
            HostJson.Plain.RebuildStateReply, Draw);
        return check && !report.Equal ? ExitCode.Failed : ExitCode.Done;
    }

    private static void Draw(IAnsiConsole console, RebuildStateReply reply)
    {
        var output = console.Profile.Out.Writer;
        output.WriteLine($"{reply.Database}, compared at position {Figures.Count(reply.Position)}");
        foreach (var table in reply.Tables)
            output.WriteLine(table.Equal
                ? $"  {table.Name}: equal, {Figures.Count(table.Rows)} rows"
                : "  " + StateFindings.InWords(table));
        output.WriteLine(reply.Swapped ? "rebuilt" : "nothing was changed");
    }
}

/// <summary>What a comparison of current state found.</summary>
/// <param name="Database">Which database.</param>
/// <param name="Position">The position compared at.</param>
/// <param name="Equal">Whether every row was as the events say.</param>
/// <param name="Swapped">Whether the tables were replaced.</param>
/// <param name="Tables">Each table.</param>
internal sealed record RebuildStateReply(
    string Database, long Position, bool Equal, bool Swapped, IReadOnlyList<StateTable> Tables);
