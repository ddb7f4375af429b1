namespace Docket.Domain.Loyalty;

/// <summary>What happened to a customer's points. Stored for ever: add a case, never change one.</summary>
public abstract record LoyaltyEvent
{
    private protected LoyaltyEvent() { }

    /// <summary>Business time, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>Points came in.</summary>
/// <param name="For">What they are for, such as a checkout's id.</param>
/// <param name="Points">How many.</param>
public sealed record PointsEarned(string For, long Points) : LoyaltyEvent;

/// <summary>Points that came in for something went again.</summary>
public sealed record PointsTakenBack(string For, long Points) : LoyaltyEvent;
