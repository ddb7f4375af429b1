using System.Diagnostics;
using Docket.Kernel;

namespace Docket.Domain.Customers;

/// <summary>The rule book of one customer's details, pure.</summary>
public static class Customer
{
    /// <summary>Before anything is known.</summary>
    public static CustomerState Initial { get; } = new(null, null);

    /// <summary>The three functions together.</summary>
    public static Decider<CustomerState, CustomerCommand, CustomerEvent, CustomerRejection> Decider { get; } =
        new(Initial, Evolve, Decide);

    /// <summary>What a command does in a state; changes nothing.</summary>
    public static CustomerDecision Decide(CustomerState customer, CustomerCommand command) => command switch
    {
        SetCustomerDetails c when string.IsNullOrWhiteSpace(c.Name) || c.Name.Length > CustomerLimits.NameLengthMax =>
            CustomerRejection.NameInvalid,
        SetCustomerDetails { Email: { } email } when !IsEmail(email) => CustomerRejection.EmailInvalid,
        SetCustomerDetails c when customer == new CustomerState(c.Name, c.Email) => CustomerDecision.NothingNew,
        SetCustomerDetails c when customer == Initial => new CustomerRegistered(c.Name, c.Email) { At = c.At },
        SetCustomerDetails c => new CustomerDetailsChanged(c.Name, c.Email) { At = c.At },
        _ => throw new UnreachableException($"{command}"),
    };

    /// <summary>The state after one more event; never refuses.</summary>
    public static CustomerState Evolve(CustomerState customer, CustomerEvent recorded) => recorded switch
    {
        CustomerRegistered e => new CustomerState(e.Name, e.Email),
        CustomerDetailsChanged e => new CustomerState(e.Name, e.Email),
        _ => throw new UnreachableException($"{recorded}"),
    };

    // Only what is surely wrong is refused: whether an address works is known when a mail has arrived.
    private static bool IsEmail(string text) =>
        text.Length <= CustomerLimits.EmailLengthMax
        && text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at
        && at == text.LastIndexOf('@')
        && at < text.Length - 1
        && !text.Any(char.IsWhiteSpace);
}
