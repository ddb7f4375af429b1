using System.Text.Json.Serialization;
using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace Docket.Journal.Benchmarks;

/// <summary>An event as a shop's journal has it: about 300 bytes of JSON.</summary>
internal sealed record OrderNote(
    string OrderId, string CustomerId, string Currency, long TotalMinor, DateTimeOffset At,
    IReadOnlyList<OrderNoteLine> Lines);

internal sealed record OrderNoteLine(string ProductId, string Name, int Quantity, long UnitPriceMinor);

/// <summary>Events of another type, which a filtered fold leaves out.</summary>
internal sealed record OtherNote(string OrderId, string Text, DateTimeOffset At);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(OrderNote))]
[JsonSerializable(typeof(OtherNote))]
internal sealed partial class OrderNoteJson : JsonSerializerContext;

internal static class OrderNotes
{
    public const string Type = "bench.order_noted.v1";
    private static readonly DateTimeOffset At = new(2024, 5, 17, 12, 0, 0, TimeSpan.Zero);

    public static EventCodec Codec { get; } = new EventCodecBuilder()
        .Add("bench.order_noted", 1, OrderNoteJson.Default.OrderNote)
        .Add("bench.other_noted", 1, OrderNoteJson.Default.OtherNote)
        .Build();

    public static OrderNote Order(int number) => new(
        $"order-{number}", $"customer-{number % 5_000}", "EUR", 12_345 + number, At.AddSeconds(number),
        [
            new OrderNoteLine($"sku-{number % 997}", "Enamel mug, blue rim", 2, 1_250),
            new OrderNoteLine($"sku-{number % 991}", "Woollen blanket", 1, 9_845),
        ]);

    public static NewEvent Event(object payload, int number) =>
        new(payload, new EventMetadata
        {
            EventId = Guid.CreateVersion7(At),
            OccurredAt = At.AddSeconds(number),
            Actor = "bench",
        });

    public static AppendRequest Append(int stream, int number) =>
        new(new StreamName("order", $"{stream}"), ExpectedVersion.Any, [Event(Order(number), number)]);
}
