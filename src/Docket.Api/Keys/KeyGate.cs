using Docket.Api.OpenApi;
using Docket.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace Docket.Api.Keys;

/// <summary>Lets through who holds a key of the role that the resource wants.</summary>
internal sealed class KeyGate(RequestDelegate next, ApiKeyRing keys)
{
    private const string Scheme = "Bearer ";

    public Task InvokeAsync(HttpContext context)
    {
        // Unknown resources and the open ones (health, the API's description) have no role.
        if (context.GetEndpoint()?.Metadata.GetMetadata<Operation>()?.Role is not { } wanted) return next(context);
        if (SecretOf(context.Request) is not { } secret)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Problem.Unauthorized("Send your key: Authorization: Bearer docket_….").ExecuteAsync(context);
        }

        if (keys.Find(secret) is not { } key)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            return Problem.Unauthorized("This key is not known here. `docket keys create` makes one.").ExecuteAsync(
                context);
        }

        if (key.Role < wanted) return Problem.Forbidden(WhyNot(key, wanted)).ExecuteAsync(context);
        context.Features.Set(key);
        return next(context);
    }

    private static string WhyNot(ApiKey key, Role wanted) =>
        $"Key '{key.Name}' is a {NameOf(key.Role)}'s; this wants the role {NameOf(wanted)}.";

    private static string NameOf(Role role) => role.ToString().ToLowerInvariant();

    private static string? SecretOf(HttpRequest request)
    {
        if (request.Headers["X-Api-Key"] is [{ Length: > 0 } plain]) return plain;
        return request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme,
            StringComparison.OrdinalIgnoreCase)
            ? header[Scheme.Length..].Trim()
            : null;
    }
}
