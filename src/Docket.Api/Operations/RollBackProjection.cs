using Docket.Api.OpenApi;
using Docket.Api.Problems;
using Docket.ReadModels.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Operations;

/// <summary><c>POST /ops/projections/{name}/rollback</c></summary>
internal static class RollBackProjection
{
    private static readonly Operation About = new()
    {
        Id = "roll_back_projection",
        Summary = "Brings back a view as it was before its last rebuild",
        Role = Role.Operator,
        Reply = ReplyOf.Type<ViewDocument>(200, ListProjections.ViewExample),
        Problems = [404, 409],
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/ops/projections/{name}/rollback", Handle).Describe(About);

    private static Results<Ok<ViewDocument>, Problem> Handle(string name, IViewOperations views)
    {
        if (views.RollBack(name) is { } view) return TypedResults.Ok(ViewDocument.Of(view));
        return views.List().Any(view => view.Name == name)
            ? Problem.NothingToRollBack(name)
            : Problem.Unknown("projection", name);
    }
}
