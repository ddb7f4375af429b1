using System.Text.Json.Serialization;
using Docket.Api.OpenApi;
using Docket.Api.Problems;
using Docket.ReadModels.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Operations;

/// <summary><c>GET /ops/projections/{name}</c></summary>
internal static class GetProjection
{
    private const string Example = """
        { "name": "revenue", "state": "live", "watermark": 22446, "head": 22446, "lag_events": 0, "lag_seconds": 0,
          "visible_p50_ms": 1.2, "visible_p99_ms": 4.8, "rows": 163, "hash": "9f86d081884c7d659a2feaa0c55ad015",
          "parked_keys": 0, "rebuild": null, "repair": null, "as_of_seq": 22446, "stale": false }
        """;

    private static readonly Operation About = new()
    {
        Id = "get_projection",
        Summary = "Shows one view, and its rebuild where one is under way",
        Role = Role.Operator,
        Reply = ReplyOf.Type<ProjectionReply>(200, Example),
        Problems = [404],
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/ops/projections/{name}", Handle).Describe(About);

    private static Results<Ok<ProjectionReply>, Problem> Handle(string name, IViewOperations views) =>
        views.List().FirstOrDefault(view => view.Name == name) is { } found
            ? TypedResults.Ok(new ProjectionReply(ViewDocument.Of(found)))
            : Problem.Unknown("projection", name);
}

/// <summary>One view, and how far it is, in the words of every answer.</summary>
public sealed record ProjectionReply : ViewDocument
{
    internal ProjectionReply(ViewDocument view)
        : base(view)
    {
    }

    /// <summary>Everything up to here is applied, or parked.</summary>
    [JsonPropertyOrder(100)]
    public long AsOfSeq => Watermark;

    /// <summary>Whether the journal holds more.</summary>
    [JsonPropertyOrder(101)]
    public bool Stale => LagEvents > 0;
}
