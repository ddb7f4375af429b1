using System.Globalization;
using System.Text.Json;
using Docket.Domain.Shared;
using Docket.Journal.Elasticsearch.Documents;
using Docket.Journal.Projections.Rows;
using Docket.ReadModels.CustomerHistory;
using Docket.ReadModels.OrderSummaries;

namespace Docket.ReadModels.Elasticsearch.CustomerHistory;

/// <summary>A document an order. Its words are cut here and not by the cluster's analysis, so that a search finds
/// what it finds
/// in every other engine.</summary>
internal sealed class CustomerHistoryDocuments : IDocuments
{
    // A keyword's limit is 32,766 bytes; a character has 3 at most.
    private const string Mapping =
        """
        "order_id": { "type": "keyword" },
        "customer_id": { "type": "keyword" },
        "status": { "type": "keyword" },
        "currency": { "type": "keyword" },
        "placed_at": { "type": "date" },
        "placed_ticks": { "type": "long" },
        "item_count": { "type": "long" },
        "total": { "type": "long" },
        "paid": { "type": "long" },
        "refunded": { "type": "long" },
        "version": { "type": "long" },
        "item_names": { "type": "keyword", "index": false, "doc_values": false },
        "words": { "type": "keyword", "doc_values": false, "ignore_above": 10922 },
        """;

    private readonly CustomerHistoryCodec _codec = new();

    public static DocumentView View { get; } = new(
        ViewNames.CustomerHistory, TemplateVersion: 1, Mapping, "order_id", () => new CustomerHistoryDocuments());

    public string IdOf(ReadOnlySpan<byte> key) => OrderOf(key).Value;

    public byte[] KeyOf(string id)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>(64);
        _codec.WriteKey(new OrderId(id), new RowWriter(bytes));
        return bytes.WrittenSpan.ToArray();
    }

    public void Write(ReadOnlySpan<byte> key, byte[] row, Utf8JsonWriter document)
    {
        var order = OrderOf(key);
        var history = Row(order, row);
        document.WriteString("order_id", order.Value);
        document.WriteString("customer_id", history.Customer.Value);
        document.WriteString("status", StatusOf(history.Standing.Status));
        document.WriteString("currency", history.Currency.Code);
        document.WriteString(
            "placed_at", history.PlacedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        document.WriteNumber("placed_ticks", history.PlacedAt.UtcTicks);
        document.WriteNumber("item_count", history.ItemCount);
        document.WriteNumber("total", history.Standing.Total.Minor);
        document.WriteNumber("paid", history.Standing.Paid.Minor);
        document.WriteNumber("refunded", history.Standing.Refunded.Minor);
        document.WriteNumber("version", history.Version);
        Texts(document, "item_names", history.ItemNames);
        Texts(document, "words", history.ItemNames.SelectMany(WordsOf).Distinct(StringComparer.Ordinal));
    }

    public CustomerHistoryRow Row(OrderId order, byte[] row)
    {
        var reader = new RowReader(row);
        return _codec.ReadRow(order, ref reader);
    }

    /// <summary>The words of a text, in capitals: case does not matter.</summary>
    public static IEnumerable<string> WordsOf(string text) =>
        WordSearch.Words(text).Select(word => word.ToUpperInvariant());

    /// <summary>What a status is called in the index.</summary>
    public static string StatusOf(OrderStatus status) => status switch
    {
        OrderStatus.Pending => "pending",
        OrderStatus.Paid => "paid",
        OrderStatus.Shipped => "shipped",
        OrderStatus.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a status."),
    };

    private OrderId OrderOf(ReadOnlySpan<byte> key)
    {
        var reader = new RowReader(key);
        return _codec.ReadKey(ref reader);
    }

    private static void Texts(Utf8JsonWriter document, string name, IEnumerable<string> texts)
    {
        document.WriteStartArray(name);
        foreach (var text in texts) document.WriteStringValue(text);
        document.WriteEndArray();
    }
}
