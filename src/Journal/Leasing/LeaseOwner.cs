namespace Docket.Journal.Leasing;

/// <summary>Names who takes leases.</summary>
public static class LeaseOwner
{
    /// <summary>A name that says which process it is, and that no other owner has: each call gives another one.</summary>
    public static string InThisProcess(TimeProvider clock) =>
        $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.CreateVersion7(clock.GetUtcNow())}";
}
