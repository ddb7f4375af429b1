using System.Text.Json;
using Docket.Domain.Shared;
using Docket.Journal.Elasticsearch.Talking;
using Docket.ReadModels.CustomerHistory;

namespace Docket.ReadModels.Elasticsearch.CustomerHistory;

/// <summary>The body of a search for a customer's orders, newest first.</summary>
internal static class OrderSearch
{
    /// <summary>One page by its place.</summary>
    public static ReadOnlyMemory<byte> Page(CustomerId customer, CustomerOrdersFilter filter, long from) =>
        Body(customer, filter, (int)from, filter.Size, after: null, withRows: true);

    /// <summary>So many after a place that was reached before.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="filter">Which.</param>
    /// <param name="size">How many at most.</param>
    /// <param name="after">The sorting values of the last one before; null from the first.</param>
    /// <param name="withRows">Whether the orders are wanted, or only the way past them.</param>
    public static ReadOnlyMemory<byte> After(
        CustomerId customer, CustomerOrdersFilter filter, int size, (long Placed, string Order)? after, bool withRows) =>
        Body(customer, filter, 0, size, after, withRows);

    private static ReadOnlyMemory<byte> Body(
        CustomerId customer, CustomerOrdersFilter filter, int from, int size, (long Placed, string Order)? after,
        bool withRows) => JsonBody.Of(writer =>
        {
            writer.WriteNumber("from", from);
            writer.WriteNumber("size", size);
            writer.WriteBoolean("track_total_hits", true);
            if (withRows) writer.WriteString("_source", "row");
            else writer.WriteBoolean("_source", false);
            writer.Nest("query", query => query.Nest("bool", all => Filters(all, customer, filter)));
            writer.WriteStartArray("sort");
            Sort(writer, "placed_ticks");
            Sort(writer, "order_id");
            writer.WriteEndArray();
            if (after is not { } last) return;
            writer.WriteStartArray("search_after");
            writer.WriteNumberValue(last.Placed);
            writer.WriteStringValue(last.Order);
            writer.WriteEndArray();
        });

    /// <summary>Every word, whole, and the last one as a beginning: filters, as nothing is ranked.</summary>
    private static void Filters(Utf8JsonWriter writer, CustomerId customer, CustomerOrdersFilter filter)
    {
        writer.WriteStartArray("filter");
        Clause(writer, "term", "customer_id", customer.Value);
        if (filter.Status is { } status) Clause(writer, "term", "status", CustomerHistoryDocuments.StatusOf(status));
        var words = filter.Words is null ? [] : CustomerHistoryDocuments.WordsOf(filter.Words).ToList();
        for (var i = 0; i < words.Count; i++) Clause(writer, i == words.Count - 1 ? "prefix" : "term", "words", words[i]);
        writer.WriteEndArray();
    }

    private static void Clause(Utf8JsonWriter writer, string kind, string field, string value)
    {
        writer.WriteStartObject();
        writer.Nest(kind, fields => fields.WriteString(field, value));
        writer.WriteEndObject();
    }

    private static void Sort(Utf8JsonWriter writer, string field)
    {
        writer.WriteStartObject();
        writer.WriteString(field, "desc");
        writer.WriteEndObject();
    }
}
