namespace Docket.Journal.Leasing;

/// <summary>Who of many processes does a piece of work: one owner at a time, told apart from former ones by an epoch.</summary>
/// <remarks>
/// A lease is a promise about time, and a paused process does not know that its time is over. So what must not be
/// written by a former owner carries the epoch, and the place it is written to compares it in the same transaction.
/// </remarks>
public interface ILeases
{
    /// <summary>Takes a lease that is free, has run out, or is this owner's already.</summary>
    /// <param name="name">Names the work, such as <c>view/order-summary</c>; 1-200 characters.</param>
    /// <param name="owner">Names the process, and no other one; 1-200 characters.</param>
    /// <param name="length">How long it lasts unless it is renewed, by the leases' own clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The lease, or null where another owner has it. A new owner gets a new epoch, larger than all before.</returns>
    ValueTask<Lease?> TryTakeAsync(string name, string owner, TimeSpan length, CancellationToken cancellationToken);

    /// <summary>Makes leases last longer, from now on.</summary>
    /// <returns>Those that are still this owner's; of the others, the work must stop.</returns>
    ValueTask<IReadOnlyList<Lease>> RenewAsync(
        IReadOnlyList<Lease> leases, TimeSpan length, CancellationToken cancellationToken);

    /// <summary>Gives a lease back at once, so that nobody waits until it runs out. Somebody else's is left alone.</summary>
    ValueTask ReleaseAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>Every lease whose name begins so, free ones too, by name.</summary>
    ValueTask<IReadOnlyList<LeaseHolding>> ListAsync(string namePrefix, CancellationToken cancellationToken);
}

/// <summary>The right to do a piece of work.</summary>
/// <param name="Name">Which work.</param>
/// <param name="Owner">Whose right.</param>
/// <param name="Epoch">Grows with every change of owner.</param>
public sealed record Lease(string Name, string Owner, long Epoch);

/// <summary>How a lease stands.</summary>
/// <param name="Lease">The lease; the owner is the last one there was.</param>
/// <param name="Left">How long it still lasts; zero where it is free.</param>
public sealed record LeaseHolding(Lease Lease, TimeSpan Left);
