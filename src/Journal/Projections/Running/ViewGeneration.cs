using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;

namespace Docket.Journal.Projections.Running;

/// <summary>One set of a view's rows with its own checkpoint: what serves, what served before, or a shadow that fills.</summary>
/// <remarks>One caller at a time applies; any thread reads.</remarks>
public abstract class ViewGeneration
{
    private Parking _parking;

    private protected ViewGeneration(IRowStore rows, Parking? inherited)
    {
        Stored = rows;
        State = rows.State;
        ParkingWritten = Parking.Read(rows.State.Parking);
        _parking = inherited ?? ParkingWritten;
    }

    /// <summary>Where its rows are.</summary>
    public IRowStore Stored { get; }

    /// <summary>Everything up to here is applied, parked or waiting.</summary>
    public Position Checkpoint => State.Checkpoint;

    /// <summary>Rows held.</summary>
    public long Rows => State.Rows;

    /// <summary>The order-independent hash of all rows.</summary>
    public UInt128 Hash => State.Hash;

    /// <summary>Rows and hash that belong together, for any thread.</summary>
    internal (long Rows, UInt128 Hash) Held => Stored.State is var state ? (state.Rows, state.Hash) : default;

    /// <summary>The streams that stand still, and the events left out.</summary>
    public Parking Parking => Volatile.Read(ref _parking);

    private protected RowStoreState State { get; set; }

    /// <summary>Applies the events after the checkpoint and writes rows and checkpoint as one.</summary>
    /// <param name="events">In order; those at or before the checkpoint are known already and left alone.</param>
    /// <param name="through">The checkpoint afterwards.</param>
    /// <param name="cancellationToken">Gives up between tries of a failing event; nothing of the page is written then.</param>
    public abstract ValueTask ApplyAsync(
        IReadOnlyList<RecordedEvent> events, Position through, CancellationToken cancellationToken);

    /// <summary>Applies a page of many that follow each other: its rows may still be on their way to the store when that
    /// returns. <see cref="Written"/> waits for them, and so does the next page.</summary>
    internal abstract ValueTask ApplyAheadAsync(EventPage page, CancellationToken cancellationToken);

    /// <summary>Ends when the last page is written, or with why it was not.</summary>
    internal Task Written => Stored.Written;

    /// <summary>Applies a parked stream's events again, the failing one first; parks anew what fails again.</summary>
    /// <param name="parked">The stream.</param>
    /// <param name="events">Its events from the failing one on, up to the checkpoint.</param>
    /// <param name="cancellationToken">Gives up; nothing changes then.</param>
    internal abstract ValueTask ResumeAsync(
        ParkedStream parked, IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken);

    /// <summary>Leaves a parked event out for good; its stream stays parked until it is resumed.</summary>
    internal void Skip(ParkedStream parked) => Keep(Parking.Skip(parked.Position));

    /// <summary>Writes the checkpoint down even where no row changed since, so that a restart reads nothing twice.</summary>
    internal abstract void Persist();

    private protected Parking ParkingWritten { get; set; }

    private protected void Keep(Parking parking) => Volatile.Write(ref _parking, parking);
}
