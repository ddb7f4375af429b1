using System.Text;
using System.Text.Json.Serialization;
using Docket.Journal.Serialization;
using Docket.Journal.Spec;
using Docket.Journal.Store;

namespace Docket.Journal.Tests;

public sealed partial class EventCodecTests
{
    private static readonly EventCodec Codec = new EventCodecBuilder()
        .Add("price.set", 3, PricesJson.Default.PriceSet)
        .Upcast("price.set", 1, stored =>
        {
            stored["minor"] = (long)(stored["euros"]!.GetValue<decimal>() * 100);
            stored.Remove("euros");
            return stored;
        })
        .Upcast("price.set", 2, stored =>
        {
            stored["currency"] = "EUR";
            return stored;
        })
        .Build();

    [Theory]
    [InlineData("price.set.v1", """{"sku":"mug","euros":12.50}""")]
    [InlineData("price.set.v2", """{"sku":"mug","minor":1250}""")]
    [InlineData("price.set.v3", """{"sku":"mug","minor":1250,"currency":"EUR"}""")]
    public void Every_form_that_was_ever_stored_becomes_the_form_of_today(string type, string stored) =>
        Assert.Equal(new PriceSet("mug", 1250, "EUR"), Stored(type, stored).Payload);

    [Fact]
    public void Today_s_form_is_written_under_its_versioned_name()
    {
        var encoded = Codec.Encode(Notes.Event(new PriceSet("mug", 1250, "EUR")));
        Assert.Equal("price.set.v3", encoded.Type);
        Assert.Equal("""{"sku":"mug","minor":1250,"currency":"EUR"}""", Encoding.UTF8.GetString(encoded.Data.Span));
    }

    [Theory]
    [InlineData("price.set.v4", "{}")]
    [InlineData("price.set.v3", "null")]
    [InlineData("price.set.v3", """{"minor":"many"}""")]
    [InlineData("price.set.v1", """{"sku":"mug"}""")]
    public void What_cannot_be_decoded_says_which_event_it_is(string type, string stored) =>
        Assert.Contains(
            "note-s@1 #1",
            Assert.Throws<EventDecodingException>(() => Stored(type, stored).Payload).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_filter_for_a_type_wants_its_older_forms_too()
    {
        var filter = Codec.FilterFor([typeof(PriceSet)]);
        Assert.All(new[] { "price.set.v1", "price.set.v2", "price.set.v3" }, type => Assert.True(filter.Wants(type)));
        Assert.False(filter.Wants("price.cut.v1"));
    }

    [Fact]
    public void A_codec_that_would_not_read_what_it_promises_is_not_built()
    {
        Assert.Throws<InvalidOperationException>(
            () => new EventCodecBuilder().Upcast("price.set", 1, stored => stored).Build());
        Assert.Throws<InvalidOperationException>(
            () => Prices().Add("price.set", 1, PricesJson.Default.PriceCut).Build());
        Assert.Throws<InvalidOperationException>(() => Prices().Upcast("price.set", 1, stored => stored).Build());
        Assert.Throws<ArgumentException>(() => Prices().Add(new string('x', 100), 1, PricesJson.Default.PriceCut));
        Assert.Throws<ArgumentException>(() => Prices().Add("größe.set", 1, PricesJson.Default.PriceCut));

        static EventCodecBuilder Prices() => new EventCodecBuilder().Add("price.set", 1, PricesJson.Default.PriceSet);
    }

    private static RecordedEvent Stored(string type, string data) => new(Codec, new StoredEvent
    {
        Stream = Notes.Stream("s"),
        Version = new StreamVersion(1),
        Position = new Position(1),
        Type = type,
        RecordedAt = Notes.Noon,
        Data = Encoding.UTF8.GetBytes(data),
        Metadata = MetadataCodec.Write(Notes.Event("").Metadata),
    });

    internal sealed record PriceSet(string Sku, long Minor, string Currency);

    internal sealed record PriceCut(string Sku);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(PriceSet))]
    [JsonSerializable(typeof(PriceCut))]
    internal sealed partial class PricesJson : JsonSerializerContext;
}
