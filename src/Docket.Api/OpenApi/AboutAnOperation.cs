using System.Globalization;
using System.Text.Json.Nodes;
using Docket.Api.Problems;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Docket.Api.OpenApi;

/// <summary>Writes down what a use case says of itself: words, body, answer, problems, headers, and who may.</summary>
internal sealed class AboutAnOperation : IOpenApiOperationTransformer
{
    /// <summary>What any request may be answered.</summary>
    private static readonly int[] Always = [400, 429, 500, 503];

    private static readonly int[] WithKeys = [401, 403];

    private static readonly int[] WithBody = [412, 413, 415];

    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<Operation>().FirstOrDefault() is not { } about) return;
        operation.OperationId = about.Id;
        operation.Summary = about.Summary;
        operation.Description = DescriptionOf(about);
        operation.Parameters = [.. ParameterDocs.Of(operation, about)];
        operation.Security = about.Role is null ? [] : [SecurityOf(context.Document!)];
        if (about.Body is { } body) operation.RequestBody = await BodyAsync(body, context, cancellationToken);
        operation.Responses = await ResponsesAsync(about, context, cancellationToken);
    }

    private static string DescriptionOf(Operation about)
    {
        var role = about.Role is { } wanted ? $"Wants the role {wanted.ToString().ToLowerInvariant()} or above."
            : "Open to everyone.";
        return about.Description is null ? role : $"{about.Description} {role}";
    }

    private static OpenApiSecurityRequirement SecurityOf(OpenApiDocument document) =>
        new() { [new OpenApiSecuritySchemeReference(AboutTheApi.KeyScheme, document)] = [] };

    private static async Task<OpenApiRequestBody> BodyAsync(
        BodyOf body, OpenApiOperationTransformerContext context, CancellationToken cancellationToken) => new()
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new OpenApiMediaType
                {
                    Schema = await context.GetOrCreateSchemaAsync(body.BodyType, null, cancellationToken),
                    Example = JsonNode.Parse(body.Example),
                },
            },
        };

    private static async Task<OpenApiResponses> ResponsesAsync(
        Operation about, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var responses = new OpenApiResponses
        {
            [Text(about.Reply.Status)] = await AnswerAsync(about.Reply, context, cancellationToken),
        };
        int[] statuses = [.. Always, .. about.Role is null ? [] : WithKeys, .. about.Body is null ? [] : WithBody,
            .. about.Problems];
        foreach (var status in statuses.Distinct().Order())
            responses[Text(status)] = await ProblemAsync(status, context, cancellationToken);
        return responses;
    }

    private static async Task<OpenApiResponse> AnswerAsync(
        ReplyOf reply, OpenApiOperationTransformerContext context, CancellationToken cancellationToken) => new()
        {
            Description = "Done.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [reply.MediaType] = new OpenApiMediaType
                {
                    Schema = await context.GetOrCreateSchemaAsync(reply.ReplyType ?? typeof(string), null,
                    cancellationToken),
                    Example = reply.ReplyType is null ? JsonValue.Create(reply.Example) : JsonNode.Parse(reply.Example),
                },
            },
        };

    private static async Task<OpenApiResponse> ProblemAsync(
        int status, OpenApiOperationTransformerContext context, CancellationToken cancellationToken) => new()
        {
            Description = ProblemDocs.DescriptionOf(status),
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Problem.ContentType] = new OpenApiMediaType
                {
                    Schema = await context.GetOrCreateSchemaAsync(typeof(ProblemReply), null, cancellationToken),
                    Example = JsonNode.Parse(ProblemDocs.ExampleOf(status)),
                },
            },
        };

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
