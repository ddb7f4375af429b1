using System.Text.Json.Serialization;

namespace Docket.Application.PublicEvents;

/// <summary>A CloudEvents 1.0 envelope in its JSON form; its schema is <c>contracts/docket.envelope.v1.schema.json</c>.</summary>
/// <typeparam name="TBody">What the event says.</typeparam>
internal sealed class PublicEvent<TBody>(string type, TBody body)
    where TBody : IPublicEventBody
{
    [JsonPropertyName("specversion")]
    public string SpecVersion { get; } = "1.0";

    /// <summary>The same at every delivery; consumers tell repeats by it.</summary>
    public Guid Id => body.EventId;

    public string Source { get; } = PublicEventTypes.Source;

    public string Type => type;

    public string Subject => body.OrderId;

    public DateTime Time => body.OccurredAt;

    [JsonPropertyName("datacontenttype")]
    public string ContentType { get; } = "application/json";

    [JsonPropertyName("data")]
    public TBody Body => body;
}
