using System.Globalization;
using Docket.Api.Json;
using Docket.Domain.Shared;
using Spectre.Console;

namespace Docket.Host.Output;

/// <summary>Figures as people read them.</summary>
internal static class Figures
{
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Minor units with their decimals; two where the currency is not known.</summary>
    public static string Money(long minor, string? currency = null) => MoneyText.Of(minor, currency);

    public static string Time(DateTime? time) =>
        time is { } at ? Rfc3339.Text(new DateTimeOffset(at, TimeSpan.Zero)) : "";

    /// <summary>To the second: what a table has room for.</summary>
    public static string ShortTime(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Seconds(double seconds) => seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";

    public static string Millis(double? millis) =>
        millis is { } known ? known.ToString("0.0", CultureInfo.InvariantCulture) + " ms" : "";

    /// <summary>A plain table: headings, and numbers to the right.</summary>
    public static Table Table(params (string Heading, bool IsNumber)[] columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var (heading, isNumber) in columns)
        {
            var column = new TableColumn(Markup.Escape(heading)) { NoWrap = isNumber };
            table.AddColumn(isNumber ? column.RightAligned() : column);
        }

        return table;
    }

    /// <summary>Adds a row of plain text, whatever brackets stand in it.</summary>
    public static void Row(this Table table, params string[] cells) =>
        table.AddRow([.. cells.Select(cell => new Text(cell))]);
}
