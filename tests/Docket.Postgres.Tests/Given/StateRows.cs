using System.Globalization;
using Docket.Domain.Orders;
using Docket.Journal.Postgres;
using Docket.Journal.Store;
using Docket.ReadModels.OrderSummaries;
using Npgsql;

namespace Docket.Postgres.Tests.Given;

/// <summary>The tables' rows as lines of text, and the lines that the events make when the views' own rules fold them.</summary>
internal static class StateRows
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task AssertEqualTheFoldAsync(Shop shop)
    {
        var (orders, items, payments) = await FoldAsync(shop.Store);
        Assert.Equal(orders, await ReadAsync(shop,
            """
            select concat_ws(' ', order_id, status, coalesce(customer_id, 'guest'), currency, total, discount, paid,
                refunded, version, position, extract(epoch from placed_at)::bigint,
                coalesce(extract(epoch from paid_at)::bigint, 0), coalesce(extract(epoch from shipped_at)::bigint, 0),
                coalesce(extract(epoch from cancelled_at)::bigint, 0))
            from docket.orders
            """));
        Assert.Equal(items, await ReadAsync(shop,
            "select concat_ws(' ', order_id, version, line, product_id, quantity, unit_price, name) from docket.order_items"));
        Assert.Equal(payments, await ReadAsync(shop,
            """
            select concat_ws(' ', order_id, version, payment_id, amount, extract(epoch from confirmed_at)::bigint,
                coalesce(method, ''))
            from docket.payments
            """));
    }

    private static async Task<(List<string> Orders, List<string> Items, List<string> Payments)> FoldAsync(
        PostgresEventStore store)
    {
        var journal = new List<RecordedEvent>();
        await foreach (var page in store.ReadAllAsync(Position.Start, EventFilter.All, Cancelled))
            journal.AddRange(page.Events);
        return (
            Sorted(journal.GroupBy(recorded => recorded.Stream).Select(stream => Text(OrderSummaryProjection.Fold(stream)!))),
            Sorted(journal.SelectMany(Lines)),
            Sorted(journal.Where(recorded => recorded.Payload is PaymentConfirmed).Select(Payment)));
    }

    private static string Text(OrderSummary order) => string.Create(CultureInfo.InvariantCulture,
        $"{order.OrderId} {order.Status.ToString().ToLowerInvariant()} {order.CustomerId?.Value ?? "guest"} {order.Currency} "
        + $"{order.Total} {order.Discount} {order.Paid} {order.Refunded} {order.Version} {order.Position} "
        + $"{Seconds(order.PlacedAt)} {Seconds(order.PaidAt)} {Seconds(order.ShippedAt)} {Seconds(order.CancelledAt)}");

    private static IEnumerable<string> Lines(RecordedEvent recorded)
    {
        var lines = recorded.Payload switch
        {
            OrderPlaced e => [.. e.Lines],
            ItemAdded e => [e.Line],
            _ => Array.Empty<OrderLine>(),
        };
        return lines.Select((line, i) =>
            $"{recorded.Stream.Id} {recorded.Version} {i + 1} {line.Product} {line.Quantity} {line.UnitPrice} {line.Name}");
    }

    private static string Payment(RecordedEvent recorded)
    {
        var paid = (PaymentConfirmed)recorded.Payload;
        return $"{recorded.Stream.Id} {recorded.Version} {paid.Payment} {paid.Amount} {Seconds(paid.At)} {paid.Method}";
    }

    // Rounded as the server rounds, whose times are exact to the microsecond.
    private static long Seconds(DateTimeOffset? time) =>
        time is { } at ? (long)Math.Round(at.UtcTicks / 10 / 1_000_000m - 62_135_596_800m, MidpointRounding.AwayFromZero) : 0;

    private static async Task<List<string>> ReadAsync(Shop shop, string sql)
    {
        await using var connection = new NpgsqlConnection(shop.Options.ConnectionString);
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        var rows = new List<string>();
        while (await reader.ReadAsync(Cancelled)) rows.Add(reader.GetString(0));
        return Sorted(rows);
    }

    private static List<string> Sorted(IEnumerable<string> rows) => [.. rows.Order(StringComparer.Ordinal)];
}
