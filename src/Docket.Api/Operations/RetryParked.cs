using Docket.Api.OpenApi;
using Docket.Api.Problems;
using Docket.ReadModels.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Operations;

/// <summary><c>POST /ops/parked/{id}/retry</c></summary>
internal static class RetryParked
{
    private static readonly Operation About = new()
    {
        Id = "retry_parked",
        Summary = "Applies a parked event again, and the ones that wait behind it",
        Role = Role.Operator,
        Reply = ReplyOf.Type<ParkedActionReply>(200, """{ "id": "revenue:1201", "still_parked": false }"""),
        Problems = [404],
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/ops/parked/{id}/retry", HandleAsync).Describe(About);

    private static async Task<Results<Ok<ParkedActionReply>, Problem>> HandleAsync(
        string id, IViewOperations views, CancellationToken cancellationToken) =>
        await views.RetryAsync(id, cancellationToken)
            ? TypedResults.Ok(ParkedActionReply.Of(id, views))
            : Problem.Unknown("parked-event", id);
}
