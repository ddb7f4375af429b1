using System.Text.Json;
using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Verbs;

/// <summary>What the real shop's history must come to, on whatever store.</summary>
internal static class RetailFigures
{
    private static readonly string[] Figures =
    [
        "rows", "orders", "lines", "customers", "guest_orders", "gross_minor", "refund_events", "refunded_minor",
        "credit_rows_matched",
        "events",
    ];

    /// <summary>What an import reports.</summary>
    public static void Expect(JsonElement report)
    {
        var expected = RetailExport.Expected;
        foreach (var figure in Figures) Assert.Equal(expected.GetProperty(figure).GetInt64(),
            report.GetProperty(figure).GetInt64());
        Assert.True(JsonElement.DeepEquals(expected.GetProperty("rejects"), report.GetProperty("rejects")));
    }

    /// <summary>What the revenue report says of each day, asked where the options say.</summary>
    public static async Task ExpectDailyAsync(params string[] where)
    {
        var report = await DocketProcess.RunAsync(["report", "revenue", "--json", .. where]);
        var rows = report.Json.GetProperty("rows").EnumerateArray().ToDictionary(
            row => row.GetProperty("period").GetString()!);
        var days = RetailExport.Expected.GetProperty("daily").EnumerateObject().ToList();
        Assert.Equal(days.Count, rows.Count);
        foreach (var day in days)
            foreach (var figure in day.Value.EnumerateObject())
                Assert.Equal((day.Name, figure.Value.GetInt64()),
                    (day.Name, rows[day.Name].GetProperty(figure.Name).GetInt64()));
    }
}
