using System.Text;
using Docket.Application.Wire;
using Docket.Domain.Customers;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace Docket.Application.Tests.Wire;

/// <summary>What is stored is stored for ever: a golden file per form fails when the form changes.</summary>
public sealed class StoredFormTests
{
    private readonly EventCodec _codec = DocketCodec.Create();

    public static TheoryData<string> Forms => [.. EventExamples.ByWireName.Keys];

    [Theory]
    [MemberData(nameof(Forms))]
    public void An_event_is_written_in_its_golden_form(string wireName)
    {
        var encoded = Encode(EventExamples.ByWireName[wireName]);
        Assert.Equal(wireName, encoded.Type);
        Assert.Equal(Golden(wireName), Encoding.UTF8.GetString(encoded.Data.Span));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_golden_form_is_read_as_the_event(string wireName) =>
        Assert.Equal(EventExamples.ByWireName[wireName], Decode(wireName, Golden(wireName)));

    [Fact]
    public void Every_form_of_today_has_a_golden_file_and_every_older_one_a_fixture() => Assert.Equal(
        _codec.WireNames.Order(StringComparer.Ordinal),
        FilesIn("Golden").Concat(FilesIn("Older")).Order(StringComparer.Ordinal));

    [Fact]
    public void A_customer_stored_in_version_1_is_read_with_name_and_without_email()
    {
        var stored = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Wire", "Older", "customer.registered.v1.json"));
        Assert.Equal(
            new CustomerRegistered("Grace Hopper", null) { At = new DateTimeOffset(2010, 12, 1, 8, 26, 0, TimeSpan.Zero) },
            Decode("customer.registered.v1", stored));
    }

    [Fact]
    public void What_is_not_there_is_left_out()
    {
        var encoded = Encode(new OrderPlaced(null, new Currency("GBP"), []) { At = default });
        Assert.DoesNotContain("null", Encoding.UTF8.GetString(encoded.Data.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_of_another_offset_is_stored_in_utc()
    {
        var encoded = Encode(new OrderShipped(null, null) { At = new DateTimeOffset(2011, 1, 18, 12, 0, 0, TimeSpan.FromHours(2)) });
        Assert.Equal("""{"at":"2011-01-18T10:00:00Z"}""", Encoding.UTF8.GetString(encoded.Data.Span));
    }

    [Theory]
    [InlineData("customer.registered.v1", """{"at":"2010-12-01T08:26:00Z"}""")]
    [InlineData("order.item_added.v1", """{"line":{"product_id":"a b","name":"A","quantity":1,"unit_price":1},"at":"2010-12-01T08:26:00Z"}""")]
    [InlineData("order.discount_applied.v1", """{"code":"TEN","amount":1.5,"at":"2010-12-01T08:26:00Z"}""")]
    [InlineData("order.discount_applied.v1", """{"code":null,"amount":1,"at":"2010-12-01T08:26:00Z"}""")]
    [InlineData("order.placed.v1", """{"currency":"gbp","lines":[],"at":"2010-12-01T08:26:00Z"}""")]
    [InlineData("order.shipped.v1", """{"carrier":"DHL"}""")]
    [InlineData("order.shipped.v9", "{}")]
    public void A_form_that_does_not_fit_is_an_error_and_not_a_guess(string wireName, string json) =>
        Assert.Throws<EventDecodingException>(() => Decode(wireName, json));

    private EncodedEvent Encode(object payload) =>
        _codec.Encode(new NewEvent(payload, new EventMetadata { EventId = default, OccurredAt = default }));

    private object Decode(string wireName, string json) => new RecordedEvent(_codec, new StoredEvent
    {
        Stream = new StreamName("order", "1"),
        Version = new StreamVersion(1),
        Position = new Position(1),
        Type = wireName,
        RecordedAt = default,
        Data = Encoding.UTF8.GetBytes(json),
        Metadata = MetadataCodec.Write(new EventMetadata { EventId = default, OccurredAt = default }),
    }).Payload;

    private static string Golden(string wireName) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Wire", "Golden", wireName + ".json")).TrimEnd();

    private static IEnumerable<string> FilesIn(string folder) =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Wire", folder)).Select(Path.GetFileNameWithoutExtension)!;
}
