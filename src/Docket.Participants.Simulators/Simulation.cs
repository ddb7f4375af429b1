using Docket.Participants.Http;
using Docket.Participants.Signing;
using Docket.Participants.Simulators.Calls;
using Docket.Participants.Simulators.Faults;

namespace Docket.Participants.Simulators;

/// <summary>What the simulators work with.</summary>
/// <param name="Book">What they did.</param>
/// <param name="Secrets">Whose calls they believe.</param>
/// <param name="Clock">The time.</param>
public sealed record Simulation(CallBook Book, SharedSecrets Secrets, TimeProvider Clock)
{
    /// <summary>The simulators there are, and where each does what.</summary>
    public static IReadOnlyDictionary<string, ParticipantRoutes> All { get; } =
        new Dictionary<string, ParticipantRoutes>
        {
            ["payments"] = ParticipantRoutes.Payments,
            ["shipping"] = ParticipantRoutes.Shipping,
        };

    /// <summary>The faults of each.</summary>
    public IReadOnlyDictionary<string, FaultSwitch> Switches { get; } =
        All.Keys.ToDictionary(name => name, _ => new FaultSwitch(Random.Shared.NextDouble));
}
