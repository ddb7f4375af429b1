using Docket.Api.OpenApi;
using Docket.Api.Problems;
using Docket.ReadModels.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Operations;

/// <summary><c>POST /ops/projections/{name}/rebuild</c></summary>
internal static class RebuildProjection
{
    private static readonly Operation About = new()
    {
        Id = "rebuild_projection",
        Summary = "Builds a view anew beside the live one, and swaps it in",
        Description = "Reads and writes go on meanwhile. Where a rebuild is under way, it is joined.",
        Role = Role.Operator,
        Reply = ReplyOf.Type<RebuildDocument>(202, """
            { "state": "running", "position": 0, "target": 22446, "started_at": "2026-03-02T16:00:00Z", 
              "ended_at": null, "eta_seconds": 1.5, "outcome": null }
            """),
        Problems = [404],
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/ops/projections/{name}/rebuild", Handle).Describe(About);

    private static Results<Accepted<RebuildDocument>, Problem> Handle(string name, IViewOperations views) =>
        views.StartRebuild(name) is { } rebuild
            ? TypedResults.Accepted("/ops/projections/" + name, RebuildDocument.Of(rebuild))
            : Problem.Unknown("projection", name);
}
