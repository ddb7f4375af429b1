using System.Text.Json;

namespace LoyaltyPoints;

/// <summary>What this service wants to know of a published event.</summary>
/// <param name="Id">The same at every delivery.</param>
/// <param name="Customer">None for a guest's order.</param>
/// <param name="Minor">What it adds to the money that counts for points, in minor units.</param>
internal sealed record PublishedEvent(Guid Id, string? Customer, long Minor)
{
    /// <summary>Reads one line of a partition's file; null where it is nothing for us.</summary>
    public static PublishedEvent? Parse(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        using var document = JsonDocument.ParseValue(ref json);
        if (!document.RootElement.TryGetProperty("event", out var envelope)) return null; // a watermark
        var data = envelope.GetProperty("data");
        long? minor = envelope.GetProperty("type").GetString() switch
        {
            "docket.order.payment_confirmed.v1" => data.GetProperty("amount").GetInt64(),
            "docket.order.refund_issued.v1" => -data.GetProperty("amount").GetInt64(),
            "docket.order.cancelled.v1" => -data.GetProperty("paid_back").GetInt64(),
            _ => null,
        };
        if (minor is null) return null;
        var customer = data.TryGetProperty("customer_id", out var known) ? known.GetString() : null;
        return new PublishedEvent(envelope.GetProperty("id").GetGuid(), customer, minor.Value);
    }
}
