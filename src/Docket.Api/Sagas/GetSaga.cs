using Docket.Api.OpenApi;
using Docket.Api.Problems;
using Docket.Api.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Sagas;

/// <summary><c>GET /ops/sagas/{id}</c></summary>
internal static class GetSaga
{
    internal const string Example = """
        { "saga_id": "8471.1", "process": "checkout", "process_version": 1,
          "runtime": "orchestrated", "status": "inventory_reserved", "waits_for_person": null, "taken_back_for": null,
          "log": [ { "at": "2026-03-02T15:04:00Z", "event": "step_tried", "step": "charge-card", "kind": "action",
            "try": 1, "detail": "8471.1/charge-card", "by": "till-1#3" } ], "as_of_seq": 22453, "stale": false }
        """;

    private static readonly Operation About = new()
    {
        Id = "get_saga",
        Summary = "Tells how a saga stands or stood at a time, and each step, try, outcome and time",
        Role = Role.Operator,
        Reply = ReplyOf.Type<SagaReply>(200, Example),
        Problems = [404],
    };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/ops/sagas/{id}", HandleAsync).Describe(About);

    private static async Task<Results<Ok<SagaReply>, Problem>> HandleAsync(
        string id, string? at, SagaReader sagas, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var moment = QueryText.Instant("at", at, errors);
        if (errors.Any) return (Problem)errors;
        return SagaId.IsValid(id) && await sagas.FindAsync(id, moment, cancellationToken) is { } saga
            ? TypedResults.Ok(saga)
            : Problem.Unknown("saga", id);
    }
}
