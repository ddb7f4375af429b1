using Docket.Domain.Customers;

namespace Docket.Domain.Tests.Customers;

public sealed class CustomerTests
{
    private static readonly DateTimeOffset Noon = new(2011, 1, 18, 12, 0, 0, TimeSpan.Zero);
    private static readonly CustomerRegistered Ada = new("Ada", "ada@example.org") { At = Noon };

    [Fact]
    public void A_customer_is_registered_by_the_first_details() => Then(Decide([], "Ada", "ada@example.org"), Ada);

    [Fact]
    public void An_email_is_optional() => Then(Decide([], "Ada", null), Ada with { Email = null });

    [Fact]
    public void Other_details_are_a_change() =>
        Then(Decide([Ada], "Ada L.", null), new CustomerDetailsChanged("Ada L.", null) { At = Noon });

    [Fact]
    public void The_same_details_record_nothing_new() => Then(Decide([Ada], "Ada", "ada@example.org"));

    [Fact]
    public void Changing_back_is_a_change() => Then(
        Decide([Ada, new CustomerDetailsChanged("Ada L.", null) { At = Noon }], "Ada", "ada@example.org"),
        new CustomerDetailsChanged("Ada", "ada@example.org") { At = Noon });

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_name_is_not_blank(string name) =>
        Assert.Equal(CustomerRejection.NameInvalid, Decide([], name, null).Rejection);

    [Fact]
    public void A_name_has_at_most_200_characters()
    {
        Assert.Null(Decide([], new string('x', 200), null).Rejection);
        Assert.Equal(CustomerRejection.NameInvalid, Decide([], new string('x', 201), null).Rejection);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("@example.org")]
    [InlineData("ada@")]
    [InlineData("a@b@c")]
    [InlineData("a da@example.org")]
    public void An_email_that_is_surely_wrong_is_refused(string email) =>
        Assert.Equal(CustomerRejection.EmailInvalid, Decide([], "Ada", email).Rejection);

    [Fact]
    public void An_email_has_at_most_254_characters()
    {
        Assert.Null(Decide([], "Ada", new string('x', 252) + "@y").Rejection);
        Assert.Equal(CustomerRejection.EmailInvalid, Decide([], "Ada", new string('x', 253) + "@y").Rejection);
    }

    private static CustomerDecision Decide(CustomerEvent[] history, string name, string? email) => Customer.Decide(
        history.Aggregate(Customer.Initial, Customer.Evolve), new SetCustomerDetails(name, email) { At = Noon });

    private static void Then(CustomerDecision decision, params CustomerEvent[] expected)
    {
        Assert.Null(decision.Rejection);
        Assert.Equal(expected, decision.Events);
    }
}
