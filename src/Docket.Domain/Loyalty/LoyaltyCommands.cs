namespace Docket.Domain.Loyalty;

/// <summary>What somebody wants of a customer's points.</summary>
public abstract record LoyaltyCommand
{
    private protected LoyaltyCommand() { }

    /// <summary>Business time, UTC; becomes the event's.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>Gives points.</summary>
public sealed record EarnPoints(string For, long Points) : LoyaltyCommand;

/// <summary>Takes back what was given for something.</summary>
public sealed record TakeBackPoints(string For, long Points) : LoyaltyCommand;

/// <summary>
/// Changes nothing: given with the key of an earning, it makes sure that the key will never earn anything.
/// </summary>
public sealed record CallOffPoints : LoyaltyCommand;
