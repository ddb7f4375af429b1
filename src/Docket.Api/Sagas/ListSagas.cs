using Docket.Api.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Sagas;

/// <summary><c>GET /ops/sagas</c></summary>
internal static class ListSagas
{
    private static readonly Operation About = new()
    {
        Id = "list_sagas",
        Summary = "Lists sagas, the last started first",
        Description = "With status=waiting_for_person those that a person has to look at. "
            + "It reads every saga's events: for people, not for programs that ask often.",
        Role = Role.Operator,
        Reply = ReplyOf.Type<SagasReply>(200, """
            { "sagas": [ { "saga_id": "8471.1", "process": "checkout", "process_version": 1, "status": "completed",
              "waits_for_person": null, "started_at": "2026-03-02T15:04:00Z", "changed_at": "2026-03-02T15:04:03Z" } ] }
            """),
    };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/ops/sagas", HandleAsync).Describe(About);

    private static async Task<Ok<SagasReply>> HandleAsync(
        string? status, SagaReader sagas, CancellationToken cancellationToken) =>
        TypedResults.Ok(await sagas.ListAsync(status, cancellationToken));
}
