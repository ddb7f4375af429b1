namespace Docket.Domain.Customers;

/// <summary>
/// What is known of a customer; kept in a stream of its own so that order events hold no personal details.
/// </summary>
public abstract record CustomerEvent
{
    private protected CustomerEvent() { }

    /// <summary>Business time, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>The customer became known by name.</summary>
public sealed record CustomerRegistered(string Name, string? Email) : CustomerEvent;

/// <summary>Name or e-mail changed; both are given as they are now.</summary>
public sealed record CustomerDetailsChanged(string Name, string? Email) : CustomerEvent;
