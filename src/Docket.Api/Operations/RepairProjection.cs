using Docket.Api.OpenApi;
using Docket.Api.Problems;
using Docket.ReadModels.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Operations;

/// <summary><c>POST /ops/projections/{name}/repair</c></summary>
internal static class RepairProjection
{
    private static readonly Operation About = new()
    {
        Id = "repair_projection",
        Summary = "Compares a view with the journal, and puts right the keys that differ",
        Description = "Reads and writes go on meanwhile. Only the keys that differ are written. Where a repair is under "
            + "way, it is joined. How it ended is in GET /ops/projections/{name}.",
        Role = Role.Operator,
        Reply = ReplyOf.Type<RepairDocument>(202, """
            { "state": "running", "started_at": "2026-03-02T16:00:00Z", "ended_at": null, "repaired": 0, "position": 0,
              "found": [], "outcome": null }
            """),
        Problems = [404],
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/ops/projections/{name}/repair", Handle).Describe(About);

    private static Results<Accepted<RepairDocument>, Problem> Handle(string name, IViewOperations views) =>
        views.StartRepair(name) is { } repair
            ? TypedResults.Accepted("/ops/projections/" + name, RepairDocument.Of(repair))
            : Problem.Unknown("projection", name);
}
