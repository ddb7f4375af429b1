using Docket.Api.OpenApi;
using Docket.Journal.Store;
using Docket.ReadModels.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Operations;

/// <summary><c>GET /ops/parked</c></summary>
internal static class ListParked
{
    private static readonly Operation About = new()
    {
        Id = "list_parked",
        Summary = "Lists the events that a view could not apply",
        Role = Role.Operator,
        Reply = ReplyOf.Type<ParkedReply>(200, """
            { "parked": [ { "id": "revenue:1201", "view": "revenue", "stream": "order-8471", "sequence_number": 1201,
              "type": "order.refund_issued.v1", "error": "The JSON value could not be converted.", "attempts": 5,
              "since": "2026-03-02T16:00:00Z", "waiting": 2 } ], "as_of_seq": 22446, "stale": true }
            """),
    };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/ops/parked", Handle).Describe(About);

    private static Ok<ParkedReply> Handle(IViewOperations views, IEventStore journal) =>
        TypedResults.Ok(ParkedReply.Of(views, journal.Head));
}

/// <summary>Events that wait for an operator.</summary>
/// <param name="Parked">Oldest first.</param>
/// <param name="AsOfSeq">The journal's newest event.</param>
/// <param name="Stale">Whether there is any.</param>
public sealed record ParkedReply(IReadOnlyList<ParkedDocument> Parked, long AsOfSeq, bool Stale)
{
    internal static ParkedReply Of(IViewOperations views, Position head)
    {
        ParkedDocument[] parked = [.. views.Parked().Select(ParkedDocument.Of)];
        return new ParkedReply(parked, head.Value, parked.Length > 0);
    }
}

/// <summary>One event that a view could not apply.</summary>
/// <param name="Id">Names it for retry and skip.</param>
/// <param name="View">Which view.</param>
/// <param name="Stream">What stands still in it.</param>
/// <param name="SequenceNumber">The event.</param>
/// <param name="Type">Its wire name.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Since">When it was parked.</param>
/// <param name="Waiting">Later events of the stream that wait behind it.</param>
public sealed record ParkedDocument(
    string Id, string View, string Stream, long SequenceNumber, string Type, string Error, int Attempts,
    DateTime Since, long Waiting)
{
    internal static ParkedDocument Of(ParkedEvent parked) => new(
        parked.Id, parked.View, parked.Stream.ToString(), parked.Position.Value, parked.Type, parked.Error,
        parked.Attempts,
        parked.Since.UtcDateTime, parked.Waiting);
}
