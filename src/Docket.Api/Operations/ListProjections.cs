using Docket.Api.OpenApi;
using Docket.Journal.Store;
using Docket.ReadModels.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Operations;

/// <summary><c>GET /ops/projections</c></summary>
internal static class ListProjections
{
    /// <summary>One view as an answer shows it.</summary>
    public const string ViewExample = """
        { "name": "revenue", "state": "live", "watermark": 22446, "head": 22446, "lag_events": 0, "lag_seconds": 0,
          "visible_p50_ms": 1.2, "visible_p99_ms": 4.8, "rows": 163, "hash": "9f86d081884c7d659a2feaa0c55ad015",
          "parked_keys": 0, "rebuild": null, "repair": null }
        """;

    private static readonly Operation About = new()
    {
        Id = "list_projections",
        Summary = "Lists the views",
        Role = Role.Operator,
        Reply = ReplyOf.Type<ProjectionsReply>(
            200, $$"""{ "projections": [ {{ViewExample}} ], "as_of_seq": 22446, "stale": false }"""),
    };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/ops/projections", Handle).Describe(About);

    private static Ok<ProjectionsReply> Handle(IViewOperations views, IEventStore journal) =>
        TypedResults.Ok(ProjectionsReply.Of(views, journal.Head));
}

/// <summary>The views, by name.</summary>
/// <param name="Projections">By name.</param>
/// <param name="AsOfSeq">The journal's newest event.</param>
/// <param name="Stale">Whether any view is behind it.</param>
public sealed record ProjectionsReply(IReadOnlyList<ViewDocument> Projections, long AsOfSeq, bool Stale)
{
    internal static ProjectionsReply Of(IViewOperations views, Position head)
    {
        ViewDocument[] all = [.. views.List().Select(ViewDocument.Of)];
        return new ProjectionsReply(all, head.Value, all.Any(view => view.LagEvents > 0));
    }
}
