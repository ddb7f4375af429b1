using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Docket.Api.OpenApi;

/// <summary>What each parameter means: a name means the same wherever it stands.</summary>
internal static class ParameterDocs
{
    private static readonly Dictionary<string, ParameterDoc> ByName = new(StringComparer.Ordinal)
    {
        ["min_seq"] = ParameterDoc.Whole(
            "Waits up to 1 s until the answer shows this sequence_number; past that the answer is stale.", 22449),
        ["consistency"] = ParameterDoc.OneOf("strong reads from the journal, or waits for all that it holds.",
            "strong", "eventual"),
        ["at"] = ParameterDoc.Instant("Only what had happened by then (occurred_at)."),
        ["known_at"] = ParameterDoc.Instant("Only what had been recorded by then (recorded_at)."),
        ["version"] = ParameterDoc.Whole("Only events up to this version.", 2),
        ["page"] = ParameterDoc.Whole("From 1.", 1),
        ["size"] = ParameterDoc.Whole("Orders on a page, 1-100; 20 by default.", 20),
        ["q"] = ParameterDoc.Plain("Every word must be in an item's name, the last one as a prefix.", "blue mu"),
        ["status"] = ParameterDoc.OneOf("Only orders that stand so.", "pending", "paid", "shipped", "cancelled"),
        ["from"] = ParameterDoc.Date("First day, UTC, inclusive.", "2011-01-01"),
        ["to"] = ParameterDoc.Date("Last day, UTC, inclusive.", "2011-03-31"),
        ["granularity"] = ParameterDoc.OneOf("day by default; weeks start on Monday.", "day", "week", "month"),
        ["currency"] = ParameterDoc.Plain(
            "Only orders in it; without it amounts of all currencies are added up as numbers.", "GBP"),
        ["limit"] = ParameterDoc.Whole("At most so many rows, 1-10,000; 20 by default.", 20),
        ["name"] = ParameterDoc.Plain("A view's name.", "revenue"),
        ["id"] = ParameterDoc.Plain("Its id.", "8471"),
    };

    private static readonly (string Name, ParameterDoc Doc)[] CommandHeaders =
    [
        (Requests.CommandHeaders.IdempotencyKey, ParameterDoc.Plain(
            "Makes a repeat harmless, with no time window: it answers the first answer. "
            + "1-128 printable ASCII characters.", "order-8471-place")),
        ("If-Match", ParameterDoc.Plain("Only while the order is at this version, in double quotes; else 412.",
            "\"3\"")),
        (Requests.CommandHeaders.CorrelationId, ParameterDoc.Plain("Ties together what one request set off.",
            "checkout-77")),
        (Requests.CommandHeaders.Actor, ParameterDoc.Plain("Who asks; kept with what is recorded.", "anna")),
        ("traceparent", ParameterDoc.Plain("W3C trace context.",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")),
    ];

    /// <summary>The one word that means two things: orders and sagas stand differently.</summary>
    private static readonly ParameterDoc SagaStatus = ParameterDoc.Plain(
        "Only sagas that stand so: pending, completed, compensating, compensated, failed, what a step brings such as "
        + "inventory_reserved, or waiting_for_person.", "completed");

    public static IEnumerable<IOpenApiParameter> Of(OpenApiOperation operation, Operation about)
    {
        foreach (var parameter in operation.Parameters ?? [])
        {
            if (parameter is OpenApiParameter plain && plain.Name is { } name) DocOf(name, about).Describe(plain);
            yield return parameter;
        }

        if (about.Body is null) yield break;
        foreach (var (name, doc) in CommandHeaders)
        {
            var header = new OpenApiParameter { Name = name, In = ParameterLocation.Header };
            doc.Describe(header);
            yield return header;
        }
    }

    private static ParameterDoc DocOf(string name, Operation about) =>
        (about.Id, name) == ("list_sagas", "status") ? SagaStatus : ByName[name];
}

/// <summary>One parameter's meaning, schema and example.</summary>
internal sealed record ParameterDoc(string Meaning, Func<OpenApiSchema> Schema, Func<JsonNode> Example)
{
    public static ParameterDoc Plain(string meaning, string example) =>
        new(meaning, () => new OpenApiSchema { Type = JsonSchemaType.String }, () => example);

    public static ParameterDoc Whole(string meaning, long example) =>
        new(meaning, () => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" }, () => example);

    public static ParameterDoc Date(string meaning, string example) =>
        new(meaning, () => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" }, () => example);

    public static ParameterDoc Instant(string meaning) => new(
        meaning, () =>
            new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" }, () => "2011-01-18T10:01:00Z");

    public static ParameterDoc OneOf(string meaning, params string[] words) => new(
        meaning,
        () => new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. words.Select(word => (JsonNode)word)] },
        () => words[0]);

    public void Describe(OpenApiParameter parameter)
    {
        parameter.Description = Meaning;
        parameter.Schema = Schema();
        parameter.Example = Example();
    }
}
