using System.CommandLine;
using Docket.Application.Checkout;
using Docket.Host.Output;
using Docket.Journal.Processes.Choreography;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Describing;
using Spectre.Console;

namespace Docket.Host.Commands.Sagas;

/// <summary>
/// <c>docket sagas graph [NAME]</c>: who tells what, who hears it, and the statuses, read off the definition.
/// </summary>
internal static class GraphSagaCommand
{
    private const string Table = "table";
    private const string Mermaid = "mermaid";
    private const string States = "states";

    public static Command Create()
    {
        var name = new Argument<string>("name")
        {
            Description = "The process (default checkout)",
            HelpName = "NAME",
            DefaultValueFactory = _ => CheckoutProcesses.Checkout,
        };
        var format = new Option<string>("--format")
        {
            Description = "table (events and retries), mermaid (the events) or states (the statuses, as Mermaid); "
                + "default table",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => Table,
        };
        var command = new Command("graph", "Draw a process: its events with who tells and hears them, retries, statuses")
        {
            name, format,
        };
        command.SetAction(parsed =>
        {
            var (definition, wanted) = (Find(parsed.GetValue(name)!), parsed.GetValue(format)!);
            if (wanted is not (Table or Mermaid or States))
                throw new UsageException($"--format wants {Table}, {Mermaid} or {States}; '{wanted}' is none.");
            new Terminal(parsed.GetValue(GlobalOptions.Json)).Show(
                GraphReply.Of(definition), HostJson.Plain.GraphReply,
                (console, reply) => Draw(console, definition, reply, wanted));
            return ExitCode.Done;
        });
        return command;
    }

    private static ProcessDefinition Find(string name)
    {
        var names = CheckoutProcesses.Catalog.All.Select(definition => definition.Name).Distinct().ToList();
        return names.Contains(name)
            ? CheckoutProcesses.Catalog.Newest(name)
            : throw new UsageException($"No process is named '{name}'. There are: {string.Join(", ", names)}.");
    }

    private static void Draw(IAnsiConsole console, ProcessDefinition definition, GraphReply reply, string wanted)
    {
        if (wanted == Table)
        {
            Rows(console, EventGraphText.Columns, EventGraphText.Rows(EventGraph.Of(definition)));
            Rows(console, RetryText.Columns, RetryText.Rows(definition));
        }
        else
        {
            console.Profile.Out.Writer.Write(wanted == Mermaid ? reply.EventsMermaid : reply.StatesMermaid);
        }
    }

    private static void Rows(IAnsiConsole console, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = Figures.Table([.. columns.Select(column => (column, false))]);
        foreach (var row in rows) table.Row([.. row]);
        console.Write(table);
    }
}

/// <summary>A process, drawn.</summary>
/// <param name="Process">Its name.</param>
/// <param name="Version">Its newest version.</param>
/// <param name="Events">Who tells what, who hears it and does what then.</param>
/// <param name="EventsMermaid">The same as a flowchart.</param>
/// <param name="StatesMermaid">Its statuses as a state diagram.</param>
internal sealed record GraphReply(
    string Process, int Version, IReadOnlyList<GraphEvent> Events, string EventsMermaid, string StatesMermaid)
{
    public static GraphReply Of(ProcessDefinition definition)
    {
        var graph = EventGraph.Of(definition);
        return new GraphReply(
            definition.Name, definition.Version,
            [.. EventGraphText.Rows(graph).Select(row => new GraphEvent(row[0], row[1], row[2], row[3]))],
            EventGraphText.Mermaid(graph), StateMachineText.Mermaid(definition));
    }
}

/// <summary>One event on its way.</summary>
internal sealed record GraphEvent(string Event, string ToldBy, string HeardBy, string Then);
