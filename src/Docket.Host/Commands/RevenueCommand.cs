using System.CommandLine;
using Docket.Api.Json;
using Docket.Api.Reports;
using Docket.Api.Requests;
using Docket.Host.Client;
using Docket.Host.Output;
using Docket.ReadModels.Reading;
using Spectre.Console;

namespace Docket.Host.Commands;

/// <summary><c>docket report revenue</c>.</summary>
internal static class RevenueCommand
{
    public static Command Create()
    {
        var from = ReportCommand.Day("--from", "First day, inclusive, UTC");
        var to = ReportCommand.Day("--to", "Last day, inclusive, UTC");
        var granularity = new Option<string?>("--granularity")
        {
            Description = "day (default), week or month",
            HelpName = "PERIOD",
        };
        var currency = new Option<string?>("--currency")
        {
            Description = "Only orders in this currency",
            HelpName = "CODE",
        };
        var command = new Command("revenue", "Report revenue by day, week or month")
        {
            from, to, granularity, currency, GlobalOptions.Url(), GlobalOptions.Key(),
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            VerbContext.Of(parsed),
            new RevenueParameters
            {
                From = parsed.GetValue(from),
                To = parsed.GetValue(to),
                Granularity = parsed.GetValue(granularity),
                Currency = parsed.GetValue(currency),
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext verb, RevenueParameters asked,
        CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var period = asked.Read(errors);
        Options.ThrowIfAny(errors);
        var path = ReportCommand.Path(
            "/reports/revenue", ("from", asked.From), ("to", asked.To), ("granularity", asked.Granularity),
            ("currency", asked.Currency));
        var reply = await Source.AskAsync(
            verb,
            service => service.GetAsync(path, ReplyJson.Plain.RevenueReply, cancellationToken),
            async docket =>
                RevenueReply.Of(await docket.Views.Revenue.ReadAsync(period, Freshness.Whatever, cancellationToken)),
            cancellationToken);
        verb.Terminal.Show(reply, ReplyJson.Plain.RevenueReply,
            (console, shown) => Draw(console, shown, asked.Currency));
        return ExitCode.Done;
    }

    private static void Draw(IAnsiConsole console, RevenueReply report, string? currency)
    {
        var table = Figures.Table(("period", false), ("orders", true), ("gross", true), ("refunds", true),
            ("net", true));
        foreach (var row in report.Rows)
            table.Row(
                row.Period, Figures.Count(row.Orders), Figures.Money(row.Gross, currency),
                Figures.Money(row.Refunds, currency),
                Figures.Money(row.Net, currency));
        table.Row(
            "sum", Figures.Count(report.Rows.Sum(row => row.Orders)),
            Figures.Money(report.Rows.Sum(row => row.Gross), currency),
            Figures.Money(report.Rows.Sum(row => row.Refunds), currency),
            Figures.Money(report.Rows.Sum(row => row.Net), currency));
        console.Write(table);
    }
}
