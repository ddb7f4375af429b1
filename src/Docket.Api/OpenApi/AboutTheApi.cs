using Docket.Api.Keys;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Docket.Api.OpenApi;

/// <summary>What holds for the whole API: what it is, and how to show a key.</summary>
internal sealed class AboutTheApi(ApiKeyRing keys) : IOpenApiDocumentTransformer
{
    public const string KeyScheme = "api_key";

    public Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Docket",
            Version = "v1",
            Description =
                "An event-sourced order platform. JSON in snake_case; money is a whole number of minor units; "
                + "times are RFC 3339 in UTC; ids are 1-64 characters of A-Z a-z 0-9 . _ -. "
                + "Errors are problem documents "
                + "(RFC 9457), and nothing is changed by a request that fails.",
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [KeyScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A key made by `docket keys create`, of the role reader, clerk, support or operator. "
                    + (keys.IsEmpty ? "This service has no keys and asks for none." : "X-Api-Key takes it too."),
            },
        };
        return Task.CompletedTask;
    }
}
