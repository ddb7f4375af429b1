using System.Text.Json.Serialization;
using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace Docket.Journal.Postgres.Bench;

/// <summary>The reference's event: about 300 bytes of JSON, field by field the same.</summary>
internal sealed record LineAdded(
    string OrderId, string CustomerId, int Line, string Sku, int Quantity, decimal UnitPrice, string Currency,
    string Warehouse, string Note, DateTimeOffset OccurredAt)
{
    public static EventCodec Codec { get; } =
        new EventCodecBuilder().Add("order.line_added", 1, BenchJson.Default.LineAdded).Build();

    /// <summary>One append of one event, as the reference does.</summary>
    public static AppendRequest Append(string order, int line, DateTimeOffset at) => new(
        new StreamName("order", order),
        ExpectedVersion.Exactly(new StreamVersion(line)),
        [
            new NewEvent(
                new LineAdded(
                    order, "cust-004711", line, "SKU-0004711-BLUE-XL", 3, 129.99m, "EUR", "WRO-02",
                    "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz01", at),
                new EventMetadata { EventId = Guid.CreateVersion7(at), OccurredAt = at }),
        ]);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LineAdded))]
internal sealed partial class BenchJson : JsonSerializerContext;
