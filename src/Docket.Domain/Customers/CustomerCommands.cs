namespace Docket.Domain.Customers;

/// <summary>What somebody wants of a customer's record.</summary>
public abstract record CustomerCommand
{
    private protected CustomerCommand() { }

    /// <summary>Business time, UTC; becomes the event's.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>Makes name and e-mail what is given; the same ones again record nothing new.</summary>
public sealed record SetCustomerDetails(string Name, string? Email) : CustomerCommand;
