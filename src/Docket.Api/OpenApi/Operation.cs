using Docket.Api.Keys;
using Microsoft.AspNetCore.Builder;

namespace Docket.Api.OpenApi;

/// <summary>What a use case says of itself: it stands in the API's description, and the key gate reads the
/// role.</summary>
internal sealed record Operation
{
    /// <summary>Stable name for generated clients, such as <c>place_order</c>.</summary>
    public required string Id { get; init; }

    public required string Summary { get; init; }

    public string? Description { get; init; }

    /// <summary>The least role that may; null where everyone may.</summary>
    public Role? Role { get; init; }

    /// <summary>The body it reads; null for none. An operation with a body is a command and takes a command's
    /// headers.</summary>
    public BodyOf? Body { get; init; }

    public required ReplyOf Reply { get; init; }

    /// <summary>Statuses of its problems, beside those that every operation has.</summary>
    public int[] Problems { get; init; } = [];
}

/// <summary>A body's type and an example of it as JSON.</summary>
internal sealed record BodyOf(Type BodyType, string Example)
{
    public static BodyOf Type<T>(string example) => new(typeof(T), example);
}

/// <summary>The answer's status, type, media type and an example.</summary>
internal sealed record ReplyOf(int Status, Type? ReplyType, string Example, string MediaType)
{
    public static ReplyOf Type<T>(int status, string example) => new(status, typeof(T), example, "application/json");

    public static ReplyOf Text(string example) => new(200, null, example, "text/plain");
}

internal static class OperationExtensions
{
    /// <summary>Attaches what the use case says of itself.</summary>
    public static void Describe(this RouteHandlerBuilder route, Operation operation) =>
        route.WithName(operation.Id).WithMetadata(operation);
}
