using System.CommandLine;
using Docket.Application.Import;
using Docket.Host.Composition;
using Docket.Host.Composition.Stores;
using Docket.Host.Output;
using Spectre.Console;

namespace Docket.Host.Commands;

/// <summary><c>docket import FILE</c>: a shop's history from CSV.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file")
        {
            Description = "A CSV file with a header line, plain or gzip",
            HelpName = "FILE",
        };
        var mapping = new Option<string>("--mapping")
        {
            Description = "How its columns become orders: online-retail, or the path of a mapping file",
            HelpName = "NAME|FILE",
            DefaultValueFactory = _ => "online-retail",
        };
        var rejects = new Option<string?>("--rejects")
        {
            Description = "Write rejected rows with their reasons to this file",
            HelpName = "FILE",
        };
        var command = new Command("import",
            "Bring in a shop's history from CSV; run again, it goes on where it was") { file, mapping, rejects,
            GlobalOptions.Postgres };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            VerbContext.OfLocal(parsed),
            new ImportRequest(parsed.GetValue(file)!, parsed.GetValue(mapping)!, parsed.GetValue(rejects)),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext verb, ImportRequest request,
        CancellationToken cancellationToken)
    {
        if (!File.Exists(request.File)) throw new FailureException($"There is no file {request.File}.");
        await using var docket = await EmbeddedDocket.OpenAsync(verb.Place, ViewUse.None, cancellationToken);
        var importer = new Importer(docket.Orders, TimeProvider.System);
        var report = await ProgressBar.RunAsync(progress => importer.RunAsync(request, progress, cancellationToken));
        if (verb.Terminal.IsJson) Console.Out.WriteLine(report.ToJson());
        else Draw(verb.Terminal.Result, report);
        if (request.RejectsFile is null && report.RowsRejected > 0)
            Terminal.Note(
                $"{Figures.Count(report.RowsRejected)} rows were rejected; "
                + "--rejects FILE writes them down with their reasons.");
        return ExitCode.Done;
    }

    private static void Draw(IAnsiConsole console, ImportReport report)
    {
        var table = Figures.Table(("", false), ("", true));
        table.HideHeaders();
        table.Row("rows", Figures.Count(report.Rows));
        table.Row("  applied", Figures.Count(report.RowsApplied));
        table.Row("  rejected", Figures.Count(report.RowsRejected));
        foreach (var (reason, rows) in report.Rejects) table.Row("    " + reason, Figures.Count(rows));
        table.Row("orders", Figures.Count(report.Orders));
        table.Row("  lines", Figures.Count(report.Lines));
        table.Row("  of guests", Figures.Count(report.GuestOrders));
        table.Row("customers", Figures.Count(report.Customers));
        table.Row("gross", Figures.Money(report.GrossMinor));
        table.Row("refunds", Figures.Count(report.RefundEvents));
        table.Row("  refunded", Figures.Money(report.RefundedMinor));
        table.Row("  credit rows matched", Figures.Count(report.CreditRowsMatched));
        table.Row("events", Figures.Count(report.Events));
        table.Row("  written now", Figures.Count(report.EventsWritten));
        console.Write(table);
        console.WriteLine($"{Figures.Seconds(report.Seconds)}, {Figures.Count((long)report.RowsPerSecond)} rows/s");
    }
}
