using System.Globalization;
using System.Text.Json;
using Docket.Application.Import;
using Docket.Domain.Orders;
using Docket.Journal.Store;

namespace Docket.Application.Tests.Import;

/// <summary>
/// The import of the real history comes to the expected figures, all of them, however it was interrupted.
/// </summary>
public sealed class RealHistoryTests : IAsyncDisposable
{
    private static readonly string[] Figures =
    [
        "rows", "orders", "lines", "customers", "guest_orders", "gross_minor", "refund_events", "refunded_minor",
        "credit_rows_matched", "events",
    ];

    private readonly ImportScenario _import = new();

    public ValueTask DisposeAsync() => _import.DisposeAsync();

    [Fact]
    public async Task The_figures_are_those_expected_and_a_second_run_writes_nothing()
    {
        RealHistory.Require();
        var first = await _import.ImportAsync(RealHistory.File);
        AssertFigures(first);
        Assert.Equal(first.Events, first.EventsWritten);
        Assert.Equal(first.Events, _import.Store.Head.Value);
        Assert.Equal(first.Rejects.Values.Sum(), _import.Rejects().Length);

        var second = await _import.ImportAsync(RealHistory.File);
        AssertFigures(second);
        Assert.Equal(0, second.EventsWritten);
        Assert.Equal(first.Events, _import.Store.Head.Value);
    }

    [Fact]
    public async Task The_events_come_to_the_expected_days_products_and_refunds()
    {
        RealHistory.Require();
        await _import.ImportAsync(RealHistory.File);
        var ledger = new Ledger();
        await foreach (var page in _import.Store.ReadAllAsync(Position.Start, EventFilter.All, TestContext.Current.CancellationToken))
            foreach (var recorded in page.Events) ledger.Add(recorded.Stream.Id, (OrderEvent)recorded.Payload);

        var expected = RealHistory.Expected();
        Assert.Equal(
            expected.GetProperty("daily").EnumerateObject().Select(day => (
                day.Name, day.Value.GetProperty("orders").GetInt64(), day.Value.GetProperty("gross").GetInt64(),
                day.Value.GetProperty("refunds").GetInt64())),
            ledger.Days.Select(day => (day.Key, day.Value.Orders, day.Value.Gross, day.Value.Refunds)));
        Assert.Equal(
            expected.GetProperty("top_skus").EnumerateArray().Select(sku => (sku[0].GetString()!, sku[1].GetInt64())),
            ledger.Products.OrderByDescending(product => product.Value).Take(10).Select(product => (product.Key, product.Value)));
        Assert.Equal(
            expected.GetProperty("largest_refunds").EnumerateArray().Select(refund => (
                refund.GetProperty("credit").GetString()!, refund.GetProperty("order").GetString()!,
                refund.GetProperty("minor").GetInt64())),
            ledger.Refunds.OrderByDescending(refund => refund.Minor).Take(5));
        Assert.Equal(expected.GetProperty("multi_timestamp_orders").GetInt32(), ledger.OrdersWithAddedItems.Count);
    }

    [Fact]
    public async Task An_import_that_is_broken_off_again_and_again_comes_to_the_same_figures()
    {
        RealHistory.Require();
        var written = 0L;
        foreach (var appends in new[] { 1, 700, 5_000, 12_345 })
        {
            var failing = new FailingStore(_import.Store, appends);
            await Assert.ThrowsAsync<JournalUnavailableException>(
                () => _import.ImportAsync(RealHistory.File, store: failing));
            Assert.True(_import.Store.Head.Value > written);
            written = _import.Store.Head.Value;
        }

        var last = await _import.ImportAsync(RealHistory.File);
        AssertFigures(last);
        Assert.Equal(last.Events - written, last.EventsWritten);
        Assert.Equal(last.Events, _import.Store.Head.Value);
    }

    [Fact]
    public async Task An_import_that_is_cancelled_stops_and_is_finished_by_the_next()
    {
        RealHistory.Require();
        using var cancel = new CancellationTokenSource();
        var progress = new StopAt(ImportStage.Writing, cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Importer(_import.Orders(_import.Store), _import.Clock)
            .RunAsync(new ImportRequest(RealHistory.File, "online-retail", null), progress, cancel.Token));
        Assert.InRange(_import.Store.Head.Value, 1, 22_445);
        AssertFigures(await _import.ImportAsync(RealHistory.File));
        Assert.Equal(22_446, _import.Store.Head.Value);
    }

    private static void AssertFigures(ImportReport report)
    {
        var expected = RealHistory.Expected();
        using var actual = JsonDocument.Parse(report.ToJson());
        foreach (var figure in Figures)
        {
            Assert.Equal(
                (figure, expected.GetProperty(figure).GetInt64()),
                (figure, actual.RootElement.GetProperty(figure).GetInt64()));
        }

        Assert.Equal(
            expected.GetProperty("rejects").EnumerateObject().Select(reason => (reason.Name, reason.Value.GetInt64())),
            report.Rejects.Select(reason => (reason.Key, reason.Value)).OrderBy(reason => reason.Key, StringComparer.Ordinal));
        Assert.Equal(report.Rows, report.RowsApplied + report.RowsRejected);
    }

    private sealed class StopAt(ImportStage stage, CancellationTokenSource cancel) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (value.Stage == stage) cancel.Cancel();
        }
    }

    /// <summary>Adds up days, products and refunds from the events alone, as a reader would.</summary>
    private sealed class Ledger
    {
        public SortedDictionary<string, (long Orders, long Gross, long Refunds)> Days { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, long> Products { get; } = new(StringComparer.Ordinal);

        public List<(string Credit, string Order, long Minor)> Refunds { get; } = [];

        public HashSet<string> OrdersWithAddedItems { get; } = new(StringComparer.Ordinal);

        public void Add(string order, OrderEvent recorded)
        {
            var key = recorded.At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var day = Days.GetValueOrDefault(key);
            switch (recorded)
            {
                case OrderPlaced placed:
                    foreach (var line in placed.Lines) Count(line);
                    return;
                case ItemAdded added:
                    Count(added.Line);
                    OrdersWithAddedItems.Add(order);
                    return;
                case PaymentConfirmed paid:
                    Days[key] = (day.Orders + 1, day.Gross + paid.Amount.Minor, day.Refunds);
                    return;
                case RefundIssued refund:
                    Days[key] = (day.Orders, day.Gross, day.Refunds + refund.Amount.Minor);
                    Refunds.Add((refund.Reason!, order, refund.Amount.Minor));
                    return;
                default:
                    throw new InvalidOperationException($"{recorded}");
            }
        }

        private void Count(OrderLine line) =>
            Products[line.Product.Value] = Products.GetValueOrDefault(line.Product.Value) + line.Amount.Minor;
    }
}
