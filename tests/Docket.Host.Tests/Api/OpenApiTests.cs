using System.Text.Json;
using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Api;

public sealed class OpenApiTests(SharedService shared) : IClassFixture<SharedService>
{
    private static readonly string[] Routes =
    [
        "get /analytics", "get /customers/{id}/orders", "get /healthz", "get /metrics", "get /ops/lag",
        "get /ops/parked",
        "get /ops/projections", "get /ops/projections/{name}", "get /ops/sagas", "get /ops/sagas/{id}", "get /orders/{id}", "get /orders/{id}/history",
        "get /orders/{id}/state",
        "get /orders/{id}/status", "get /readyz", "get /reports/products", "get /reports/revenue",
        "post /ops/parked/{id}/retry",
        "post /ops/parked/{id}/skip", "post /ops/projections/{name}/rebuild", "post /ops/projections/{name}/repair",
        "post /ops/projections/{name}/rollback",
        "post /ops/sagas/{id}/compensate", "post /ops/sagas/{id}/resume", "post /ops/sagas/{id}/skip",
        "post /orders",
        "post /orders/{id}/cancel", "post /orders/{id}/checkout", "post /orders/{id}/discounts", "post /orders/{id}/items",
        "post /orders/{id}/refunds",
        "post /orders/{id}/ship", "post /payments", "post /stock/{id}/receipts", "put /customers/{id}",
    ];

    [Fact]
    public async Task Every_route_is_described()
    {
        var document = await DocumentAsync();
        Assert.Equal(Routes, Operations(document).Select(operation => operation.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_operation_has_words_examples_and_problems()
    {
        foreach (var (name, operation) in Operations(await DocumentAsync()))
        {
            Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
            Assert.NotEmpty(operation.GetProperty("operationId").GetString()!);
            if (operation.TryGetProperty("requestBody", out var body))
                Assert.True(body.GetProperty("content").GetProperty("application/json").TryGetProperty("example",
                    out _), name);
            foreach (var response in operation.GetProperty("responses").EnumerateObject())
                foreach (var content in response.Value.GetProperty("content").EnumerateObject())
                    Assert.True(content.Value.TryGetProperty("example", out _), $"{name} {response.Name}");
            if (!operation.TryGetProperty("parameters", out var parameters)) continue;
            foreach (var parameter in parameters.EnumerateArray())
                Assert.True(parameter.TryGetProperty("description", out _)
                    && parameter.TryGetProperty("example", out _), name);
        }
    }

    [Fact]
    public async Task Every_example_of_a_command_is_accepted_as_well_formed()
    {
        foreach (var (name, operation) in Operations(await DocumentAsync()))
        {
            if (!operation.TryGetProperty("requestBody", out var body)) continue;
            var example = body.GetProperty("content").GetProperty("application/json").GetProperty(
                "example").GetRawText();
            var (method, path) = (name.Split(' ')[0], name.Split(' ')[1].Replace("{id}", "example",
                StringComparison.Ordinal));
            var answer = await shared.Service.SendAsync(new HttpMethod(method.ToUpperInvariant()), path, example);
            Assert.Contains(answer.Code, (int[])[200, 201, 404, 409, 422]);
        }
    }

    [Fact]
    public async Task A_number_is_described_as_a_number_only()
    {
        var text = (await DocumentAsync()).GetRawText();
        Assert.DoesNotContain("\"integer\",\"string\"", string.Concat(text.Where(c => !char.IsWhiteSpace(c))),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_reference_leads_somewhere()
    {
        var document = await DocumentAsync();
        var schemas = document.GetProperty("components").GetProperty("schemas");
        foreach (var reference in References(document))
            Assert.True(reference.StartsWith("#/components/", StringComparison.Ordinal)
                && (!reference.StartsWith("#/components/schemas/", StringComparison.Ordinal)
                    || schemas.TryGetProperty(reference[21..], out _)), reference);
    }

    private async Task<JsonElement> DocumentAsync() => (await shared.Service.GetAsync("/openapi/v1.json")).Body;

    private static IEnumerable<(string Name, JsonElement Operation)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select ($"{operation.Name} {path.Name}", operation.Value);

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object =>
            element.EnumerateObject().SelectMany(member => member is
            {
                Name: "$ref",
                Value.ValueKind: JsonValueKind.String
            }
            ? [member.Value.GetString()!]
            : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
