using System.CommandLine;
using Docket.Api.Json;
using Docket.Api.Reports;
using Docket.Api.Requests;
using Docket.Host.Client;
using Docket.Host.Output;
using Docket.ReadModels.Reading;
using Spectre.Console;

namespace Docket.Host.Commands;

/// <summary><c>docket report products</c>.</summary>
internal static class ProductsCommand
{
    public static Command Create()
    {
        var from = ReportCommand.Day("--from", "First day, inclusive, UTC (default: 90 days up to --to)");
        var to = ReportCommand.Day("--to", "Last day, inclusive, UTC (default: today)");
        var limit = new Option<string?>("--limit")
        {
            Description = "At most so many products (default 20)",
            HelpName = "N",
        };
        var command = new Command("products", "Report sales by product, largest first")
        {
            from, to, limit, GlobalOptions.Url(), GlobalOptions.Key(),
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            VerbContext.Of(parsed),
            new ProductsParameters
            {
                From = parsed.GetValue(from),
                To = parsed.GetValue(to),
                Limit = parsed.GetValue(limit),
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext verb, ProductsParameters asked,
        CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var period = asked.Read(TimeProvider.System.GetUtcNow(), errors);
        Options.ThrowIfAny(errors);
        var path = ReportCommand.Path("/reports/products", ("from", asked.From), ("to", asked.To),
            ("limit", asked.Limit));
        var reply = await Source.AskAsync(
            verb,
            service => service.GetAsync(path, ReplyJson.Plain.ProductsReply, cancellationToken),
            async docket => ProductsReply.Of(
                await docket.Views.ProductSales.ReadAsync(period, Freshness.Whatever, cancellationToken), period),
            cancellationToken);
        verb.Terminal.Show(reply, ReplyJson.Plain.ProductsReply, Draw);
        return ExitCode.Done;
    }

    private static void Draw(IAnsiConsole console, ProductsReply report)
    {
        console.WriteLine($"Sales from {report.From} to {report.To}");
        var table = Figures.Table(("product", false), ("name", false), ("quantity", true), ("gross", true));
        foreach (var row in report.Rows)
            table.Row(row.ProductId, row.Name, Figures.Count(row.Quantity), Figures.Money(row.Gross));
        console.Write(table);
    }
}
