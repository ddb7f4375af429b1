using Docket.Domain.Shared;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Kernel;
using Docket.ReadModels.CustomerHistory;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.Postgres.Reading;
using Docket.ReadModels.Reading;
using Npgsql;

namespace Docket.ReadModels.Postgres.CustomerHistory;

/// <summary>Reads customers' orders from <c>customer_history</c>.</summary>
internal sealed class PostgresCustomerHistoryQuery(ViewQueries view) : ICustomerHistoryQuery
{
    private readonly CustomerHistoryCodec _codec = new();
    private readonly string _find = SqlFile.Query("find_customer_orders", view.Schema);
    private readonly string _customers = SqlFile.Query("customers_of_orders", view.Schema);

    public async ValueTask<Answer<CustomerOrdersPage>> FindAsync(
        CustomerId customer, CustomerOrdersFilter filter, Freshness freshness, CancellationToken cancellationToken)
    {
        await view.WaitAsync(freshness, cancellationToken);
        var (stand, rows) = await view.ReadAsync(() => Find(customer, filter), Read, cancellationToken);
        var page = new CustomerOrdersPage(
            rows.Select(row => row.Order).OfType<CustomerOrder>().ToValueList(), rows[0].Total);
        var others = await OrdersOfOthersAsync(stand, customer, cancellationToken);
        return ViewReading.Answer(
            stand.PointFor(freshness), page, stand.Parking, parked => !others.Contains(parked.Stream.Id));
    }

    private NpgsqlCommand Find(CustomerId customer, CustomerOrdersFilter filter)
    {
        var command = new NpgsqlCommand().With(customer.Value)
            .With((filter.Page - 1L) * filter.Size).With((long)filter.Size);
        var matches = "h.customer_id = $1";
        if (filter.Status is { } status)
        {
            command.With(StatusNames.Of(status));
            matches += $" and h.status = ${command.Parameters.Count}";
        }

        if (SearchWords.Query(filter.Words) is { } words)
        {
            command.With(words);
            matches += " and array_to_tsvector(string_to_array(h.words, ' ')) "
                + $"@@ ${command.Parameters.Count}::text::tsquery";
        }

        command.CommandText = _find.Replace("{matches}", matches, StringComparison.Ordinal);
        return command;
    }

    private (long Total, CustomerOrder? Order) Read(NpgsqlDataReader row)
    {
        var total = row.GetInt64(Stand.Columns);
        if (row.IsDBNull(Stand.Columns + 1)) return (total, null);
        var order = new OrderId(row.GetString(Stand.Columns + 1));
        return (total, _codec.RowOf(order, row.GetFieldValue<byte[]>(Stand.Columns + 2)).ToOrder(order));
    }

    /// <summary>A parked order that is known to be another customer's does not concern this one; an unknown one
    /// may.</summary>
    private async ValueTask<HashSet<string>> OrdersOfOthersAsync(
        Stand stand, CustomerId customer, CancellationToken cancellationToken)
    {
        var keys = stand.Parking.Streams.Keys
            .Select(stream => OrderId.TryParse(stream.Id, out var order) ? _codec.KeyOf(order) : null)
            .OfType<byte[]>().ToArray();
        return keys.Length == 0 ? [] : await view.OrdersOfOthersAsync(_customers, keys, customer.Value, cancellationToken);
    }
}
