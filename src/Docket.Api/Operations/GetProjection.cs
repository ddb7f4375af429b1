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
    private static readonly Operation About = new()
    {
        Id = "get_projection",
        Summary = "Shows one view, and its rebuild where one is under way",
        Role = Role.Operator,
        Reply = ReplyOf.Type<ViewDocument>(200, ListProjections.ViewExample),
        Problems = [404],
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/ops/projections/{name}", Handle).Describe(About);

    private static Results<Ok<ViewDocument>, Problem> Handle(string name, IViewOperations views) =>
        views.List().FirstOrDefault(view => view.Name == name) is { } found
            ? TypedResults.Ok(ViewDocument.Of(found))
            : Problem.Unknown("projection", name);
}
