using System.Diagnostics;
using Docket.Kernel;

namespace Docket.Domain.Loyalty;

/// <summary>The rule book of one customer's loyalty points, pure.</summary>
public static class LoyaltyAccount
{
    /// <summary>The three functions together.</summary>
    public static Decider<LoyaltyState, LoyaltyCommand, LoyaltyEvent, LoyaltyRejection> Decider { get; } =
        new(new LoyaltyState(0), Evolve, Decide);

    /// <summary>What a command does in a state; changes nothing.</summary>
    public static LoyaltyDecision Decide(LoyaltyState account, LoyaltyCommand command) => command switch
    {
        EarnPoints { Points: < 0 } or TakeBackPoints { Points: < 0 } => LoyaltyRejection.PointsInvalid,
        EarnPoints { Points: 0 } or TakeBackPoints { Points: 0 } => LoyaltyDecision.NothingNew,
        EarnPoints c => new PointsEarned(c.For, c.Points) { At = c.At },

        // The points may be spent by now; the balance then is a debt, and the next purchase pays it.
        TakeBackPoints c => new PointsTakenBack(c.For, c.Points) { At = c.At },
        CallOffPoints => LoyaltyDecision.NothingNew,
        _ => throw new UnreachableException($"{command}"),
    };

    /// <summary>The state after one more event; never refuses.</summary>
    public static LoyaltyState Evolve(LoyaltyState account, LoyaltyEvent recorded) => recorded switch
    {
        PointsEarned e => new LoyaltyState(account.Balance + e.Points),
        PointsTakenBack e => new LoyaltyState(account.Balance - e.Points),
        _ => throw new UnreachableException($"{recorded}"),
    };
}

/// <summary>A customer's points.</summary>
public sealed record LoyaltyState(long Balance);

/// <summary>Why an account says no. <see cref="Rule"/> is stable.</summary>
/// <param name="Rule">Names the rule for programs.</param>
/// <param name="Title">The rule as a sentence.</param>
public sealed record LoyaltyRejection(string Rule, string Title)
{
    /// <summary>Fewer than none.</summary>
    public static LoyaltyRejection PointsInvalid { get; } = new("loyalty-points-invalid", "Points are not negative.");
}
