using Microsoft.Extensions.DependencyInjection;

namespace Docket.Api.OpenApi;

internal static class OpenApiSetup
{
    /// <summary>The API's description at <c>/openapi/v1.json</c>, made when it is first asked for.</summary>
    public static void AddDocketOpenApi(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer<AboutTheApi>();
        options.AddOperationTransformer<AboutAnOperation>();
    });
}
