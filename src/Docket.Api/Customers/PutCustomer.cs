using System.Text.Json.Serialization.Metadata;
using Docket.Api.Json;
using Docket.Api.OpenApi;
using Docket.Api.Orders;
using Docket.Api.Problems;
using Docket.Api.Requests;
using Docket.Application.Customers;
using Docket.Domain.Customers;
using Docket.Domain.Shared;
using Docket.Journal.Deciding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Customers;

/// <summary><c>PUT /customers/{id}</c></summary>
internal static class PutCustomer
{
    private static readonly Operation About = new()
    {
        Id = "put_customer",
        Summary = "Says a customer's name and e-mail address",
        Description = "The same details again record nothing new.",
        Role = Role.Clerk,
        Body = BodyOf.Type<CustomerBody>("""{ "name": "Anna Example", "email": "anna@example.com" }"""),
        Reply = ReplyOf.Type<CustomerReply>(
            200, """{ "customer_id": "anna", "version": 1, "sequence_number": 22451 }"""),
        Problems = [409, 422],
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/customers/{id}", HandleAsync).Describe(About);

    private static async Task<Results<Ok<CustomerReply>, Problem>> HandleAsync(
        string id, CommandRequest<CustomerBody> request, CustomerService customers, TimeProvider clock)
    {
        if (!CustomerId.TryParse(id, out var customer)) return Problem.BadId("customer_id", id);
        if (request.IsBad) return request.Problem;
        var command = new SetCustomerDetails(request.Body.Name!, request.Body.Email) { At = clock.GetUtcNow() };
        var outcome = await customers.ExecuteAsync(customer, command, request.Context, request.Aborted);
        return outcome is CommandOutcome<CustomerRejection>.Done done
            ? TypedResults.Ok(new CustomerReply(done.Stream.Id, done.Version.Value, done.Position.Value))
            : OrderCommands.WhyNot(outcome);
    }
}

/// <summary>A customer's details.</summary>
/// <param name="Name">1-200 characters.</param>
/// <param name="Email">At most 254 characters.</param>
internal sealed record CustomerBody(string? Name, string? Email) : IRequestBody<CustomerBody>
{
    public static JsonTypeInfo<CustomerBody> JsonType => RequestJson.Default.CustomerBody;

    public void Check(FieldErrors errors)
    {
        errors.Text("name", Name, CustomerLimits.NameLengthMax);
        errors.OptionalText("email", Email, CustomerLimits.EmailLengthMax);
    }
}

/// <summary>What a command on a customer answers.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Version">The version of the customer's own stream after it.</param>
/// <param name="SequenceNumber">The place of its last event in the whole journal; the next <c>min_seq</c>.</param>
public sealed record CustomerReply(string CustomerId, long Version, long SequenceNumber);
