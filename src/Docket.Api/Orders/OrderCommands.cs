using System.Diagnostics;
using System.Globalization;
using Docket.Api.Json;
using Docket.Api.Problems;
using Docket.Api.Replies;
using Docket.Domain.Orders;
using Docket.Journal.Deciding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Docket.Api.Orders;

/// <summary>What the commands on an order have in common: their outcome becomes an answer.</summary>
internal static class OrderCommands
{
    /// <summary>The answer, or the problem where it is not done.</summary>
    public static Results<Answer<CommandReply>, Problem> Answer(HttpResponse response,
        CommandOutcome<OrderRejection> outcome) =>
        outcome is CommandOutcome<OrderRejection>.Done done
            ? new Answer<CommandReply>(200, ReplyTo(response, done), ReplyJson.Plain.CommandReply)
            : WhyNot(outcome);

    /// <summary>What was done, now or the first time it was asked.</summary>
    public static CommandReply ReplyTo(HttpResponse response, CommandOutcome<OrderRejection>.Done done)
    {
        response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{done.Version.Value}\"");
        TellRepeat(response, done);
        return new CommandReply(done.Stream.Id, done.Version.Value, done.Position.Value);
    }

    /// <summary>Says so where it is the first time's answer.</summary>
    public static void TellRepeat(HttpResponse response, CommandOutcome<OrderRejection>.Done done)
    {
        if (done.Repeated) response.Headers["Idempotent-Replayed"] = "true";
    }

    public static Problem WhyNot<TRejection>(CommandOutcome<TRejection> outcome)
        where TRejection : class => outcome switch
        {
            CommandOutcome<TRejection>.NotCurrent no => Problem.NotCurrent(no.Actual),
            CommandOutcome<TRejection>.Conflicted no => Problem.Conflict(no.Actual),
            CommandOutcome<TRejection>.KeyReused no => Problem.KeyReused(no.First.Stream.ToString()),
            CommandOutcome<OrderRejection>.Rejected no => Problem.Of(no.Reason),
            CommandOutcome<Domain.Customers.CustomerRejection>.Rejected no => Problem.Of(no.Reason),
            _ => throw new UnreachableException($"{outcome}"),
        };
}
