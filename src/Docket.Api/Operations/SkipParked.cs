using Docket.Api.OpenApi;
using Docket.Api.Problems;
using Docket.ReadModels.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Operations;

/// <summary><c>POST /ops/parked/{id}/skip</c></summary>
internal static class SkipParked
{
    private static readonly Operation About = new()
    {
        Id = "skip_parked",
        Summary = "Leaves a parked event out of its view for good, and goes on with the ones behind it",
        Role = Role.Operator,
        Reply = ReplyOf.Type<ParkedActionReply>(200, """{ "id": "revenue:1201", "still_parked": false }"""),
        Problems = [404],
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/ops/parked/{id}/skip", HandleAsync).Describe(About);

    private static async Task<Results<Ok<ParkedActionReply>, Problem>> HandleAsync(
        string id, IViewOperations views, CancellationToken cancellationToken) =>
        await views.SkipAsync(id, cancellationToken)
            ? TypedResults.Ok(ParkedActionReply.Of(id, views))
            : Problem.Unknown("parked-event", id);
}
