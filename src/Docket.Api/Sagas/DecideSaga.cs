using System.Text.Json.Serialization.Metadata;
using Docket.Api.Json;
using Docket.Api.OpenApi;
using Docket.Api.Orders;
using Docket.Api.Problems;
using Docket.Api.Requests;
using Docket.Journal.Deciding;
using Docket.Journal.Processes;
using Docket.Journal.Processes.Deciding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Sagas;

/// <summary><c>POST /ops/sagas/{id}/resume|skip|compensate</c></summary>
internal static class DecideSaga
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "resume", PersonsChoice.Resume, "Asks the step again, with the same key");
        Map(routes, "skip", PersonsChoice.Skip, "Goes on without the step: somebody saw to it by hand");
        Map(routes, "compensate", PersonsChoice.Compensate, "Undoes what was done, the step in doubt too");
    }

    private static void Map(IEndpointRouteBuilder routes, string verb, PersonsChoice choice, string summary) =>
        routes.MapPost(
            $"/ops/sagas/{{id}}/{verb}",
            (string id, CommandRequest<SagaDecisionBody> request, ProcessService processes, SagaReader sagas) =>
                HandleAsync(id, choice, request, processes, sagas)).Describe(new Operation
                {
                    Id = $"{verb}_saga",
                    Summary = $"For a saga that waits for a person. {summary}",
                    Role = Role.Operator,
                    Body = BodyOf.Type<SagaDecisionBody>("""{ "reason": "The bank says it was charged." }"""),
                    Reply = ReplyOf.Type<SagaReply>(200, GetSaga.Example),
                    Problems = [404, 409, 422],
                });

    private static async Task<Results<Ok<SagaReply>, Problem>> HandleAsync(
        string id, PersonsChoice choice, CommandRequest<SagaDecisionBody> request, ProcessService processes, SagaReader sagas)
    {
        if (!SagaId.IsValid(id)) return Problem.Unknown("saga", id);
        if (request.IsBad) return request.Problem;
        return await processes.DecideAsync(id, choice, request.Body.Reason, request.Context, request.Aborted) switch
        {
            CommandOutcome<ProcessRejection>.Done => TypedResults.Ok((await sagas.FindAsync(id, request.Aborted))!),
            CommandOutcome<ProcessRejection>.Rejected { Reason: var no } when no == ProcessRejection.Unknown =>
                Problem.Unknown("saga", id),
            CommandOutcome<ProcessRejection>.Rejected no => Problem.Of(no.Reason),
            var outcome => OrderCommands.WhyNot(outcome),
        };
    }
}

/// <summary>Why a person decided so.</summary>
/// <param name="Reason">For the record.</param>
internal sealed record SagaDecisionBody(string? Reason) : IRequestBody<SagaDecisionBody>
{
    private const int ReasonLengthMax = 500;

    public static JsonTypeInfo<SagaDecisionBody> JsonType => RequestJson.Default.SagaDecisionBody;

    public static bool MayBeAbsent => true;

    public void Check(FieldErrors errors) => errors.OptionalText("reason", Reason, ReasonLengthMax);
}
